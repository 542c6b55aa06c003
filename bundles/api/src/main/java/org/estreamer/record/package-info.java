/** What a record is: an immutable view of one event as the management center sent it, and the ways to read its fields. */
@Export
@Version("1.0.0")
package org.estreamer.record;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
