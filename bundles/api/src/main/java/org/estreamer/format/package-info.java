/** How a record is written: one service per text format. */
@Export
@Version("1.0.0")
package org.estreamer.format;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
