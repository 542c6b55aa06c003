/** How output is kept through a crash, where files belong, and who may read them: for plugins and the bundles here. */
@Export
@Version("1.0.0")
package org.estreamer.files;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
