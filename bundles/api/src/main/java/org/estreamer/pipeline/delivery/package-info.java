/** Who is given the records: plugins, their dead letters, replays, and the files that plugins come in. */
@Export
@Version("1.0.0")
package org.estreamer.pipeline.delivery;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
