/**
 * What has arrived: one durable log for each server, between receiving and delivering.
 *
 * <pre>
 *   SegmentedEventLog (component) --&gt; Logs --&gt; server --&gt; resume --&gt; segment (files)
 *                                      |          |--&gt; place
 *                                      +-- Upkeep (thread: durable, places, retention)
 * </pre>
 */
package org.estreamer.log;
