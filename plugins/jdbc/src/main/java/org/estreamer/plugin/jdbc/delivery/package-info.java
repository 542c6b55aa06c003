/**
 * How records become rows that are there exactly once, whatever breaks:
 *
 * <pre>
 *   JdbcPlugin --&gt; Inserter (records since the last commit) --&gt; Store (one transaction after another)
 *                                                                 |             |
 *                                                              Tables       Positions
 * </pre>
 *
 * <p>Rows and positions are committed together.
 */
package org.estreamer.plugin.jdbc.delivery;
