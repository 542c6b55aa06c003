/** What the bytes of a server are: messages, read and written. */
@Export
@Version("1.0.0")
package org.estreamer.pipeline.message;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
