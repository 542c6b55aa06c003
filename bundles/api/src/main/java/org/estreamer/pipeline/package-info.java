/**
 * The seams between the rooms: they meet in the packages below, one for each room, and nowhere else.
 *
 * <pre>
 *   transport --&gt; message --&gt; session --LogWriter--&gt; log --LogReader--&gt; delivery
 *                                                     |
 *                                                     +--LogReader--&gt; metadata
 * </pre>
 *
 * <p>Here is only what both halves need to keep time.
 */
@Export
@Version("1.0.0")
package org.estreamer.pipeline;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
