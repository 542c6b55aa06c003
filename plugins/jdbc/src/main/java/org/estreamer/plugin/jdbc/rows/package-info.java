/**
 * What a record is as a row. Knows nothing of databases:
 *
 * <pre>
 *   Record --&gt; RowShape --&gt; Row: a table's name, and a Cell for each column
 *               |
 *               +-- LayoutRows   all fields, a table for each group (CellCollector, JsonText)
 *               +-- SeedRows     connections in sixteen columns (SeedNames)
 * </pre>
 */
package org.estreamer.plugin.jdbc.rows;
