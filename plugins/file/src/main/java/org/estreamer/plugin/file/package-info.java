/** Writes records as lines of text into files, every record exactly once. */
package org.estreamer.plugin.file;
