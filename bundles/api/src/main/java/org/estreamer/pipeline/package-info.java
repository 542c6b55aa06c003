/**
 * The seams between the rooms: they meet here and nowhere else.
 *
 * <pre>
 *   Transport --&gt; MessageCodec --&gt; Session --LogWriter--&gt; EventLog --LogReader--&gt; Dispatcher
 *                                                           |
 *                                                           +--LogReader--&gt; Metadata
 * </pre>
 */
@Export
@Version("1.0.0")
package org.estreamer.pipeline;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
