/** Writes records as rows into a database, every record exactly once. */
package org.estreamer.plugin.jdbc;
