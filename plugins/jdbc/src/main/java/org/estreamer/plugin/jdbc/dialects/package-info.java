/**
 * How a database is reached and spoken to:
 *
 * <pre>
 *   ConnectionUrl (what may stand in it) --&gt; Dialect (its words, its types, its driver)
 *             |
 *   Database (one connection) --&gt; Connector --&gt; DriverConnector --&gt; the driver        SqlErrors: what it says when it refuses
 * </pre>
 */
package org.estreamer.plugin.jdbc.dialects;
