/** What the ids in records are called. */
@Export
@Version("1.0.0")
package org.estreamer.pipeline.metadata;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
