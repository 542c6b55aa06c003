/**
 * From which second a server is asked after a cut, and what it repeats then.
 *
 * <pre>
 *   StreamTime (Watermark, Catchup): watermark - window = the second to ask from
 *   Repetition: is this record in the log already?
 *      sets of digests &lt;-- segments of the log, and what is left of those that have gone
 *      (memory, then SpillFile)
 * </pre>
 *
 * <p>Nothing is dropped because of its time: a record that is not in the log is new.
 */
package org.estreamer.log.resume;
