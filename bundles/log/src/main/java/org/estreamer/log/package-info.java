/**
 * What has arrived: one durable log for each server, between receiving and delivering.
 *
 * <pre>
 *   SegmentedEventLog (component) --&gt; Logs --&gt; server --&gt; resume --&gt; segment (files)
 *                                      |          |--&gt; place, history
 *                                      +-- Upkeep (thread: durable, places, retention)
 *   FileLogs (component) --&gt; history --&gt; segment (files)
 * </pre>
 */
package org.estreamer.log;
