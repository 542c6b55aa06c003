/** What a plugin is: the contract between the dispatcher and the bundles that receive records. */
@Export
@Version("1.0.0")
package org.estreamer.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
