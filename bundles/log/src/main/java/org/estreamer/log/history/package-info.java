/**
 * What has arrived in a stretch of time: logs read once more, from their files alone, beside whoever writes them.
 *
 * <pre>
 *   LogFolder --lists--&gt; StoredSegment (what its beginning says) --place of a span--&gt; HistoryReader --&gt; batches
 * </pre>
 */
package org.estreamer.log.history;
