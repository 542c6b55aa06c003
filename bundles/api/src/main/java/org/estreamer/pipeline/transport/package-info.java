/** How bytes arrive: where a server is, how it is reached, and what a check has found. */
@Export
@Version("1.0.0")
package org.estreamer.pipeline.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
