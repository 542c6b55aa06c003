/**
 * What is wrong in a configuration: damaged files, misspelt names, placeholders without a value, secrets that show. And how text of
 * others is told to an operator.
 */
@Export
@Version("1.0.0")
package org.estreamer.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
