/** What to ask a server for: request flags, event types with the versions of a release, and where to start. */
@Export
@Version("1.0.0")
package org.estreamer.request;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
