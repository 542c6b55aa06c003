/**
 * What runs in this process, and how it stands.
 *
 * <pre>
 *   services of the other rooms --&gt; Services --&gt; Gauges --&gt; Snapshot --&gt; Overview, LogTables --&gt; lines
 *                                                             (Rated: what counts, and how fast)
 * </pre>
 */
package org.estreamer.shell.live;
