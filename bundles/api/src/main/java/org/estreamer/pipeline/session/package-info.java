/** Who receives from a server, and how that stands. */
@Export
@Version("1.0.0")
package org.estreamer.pipeline.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
