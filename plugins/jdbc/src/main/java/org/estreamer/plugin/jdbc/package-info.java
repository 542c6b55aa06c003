/**
 * Writes records as rows into a database, every record exactly once: the component, and what an operator has set. Below it
 * are three rooms:
 *
 * <pre>
 *   jdbc --&gt; delivery (transactions) --&gt; dialects (databases) --&gt; rows (what a record is as a row)
 * </pre>
 */
package org.estreamer.plugin.jdbc;
