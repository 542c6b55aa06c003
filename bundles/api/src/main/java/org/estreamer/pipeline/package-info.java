/** The seams between the rooms: transport, codec, dispatcher and session meet here and nowhere else. */
@Export
@Version("1.0.0")
package org.estreamer.pipeline;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
