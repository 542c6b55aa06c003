/** Prints a line for every record: the plugin to copy. */
package org.estreamer.plugin.print;
