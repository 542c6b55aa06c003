/**
 * How captured messages are sent again: those of a stream, or those that a log has kept.
 *
 * <pre>
 *   Captures (what is it?) --&gt; ReplaySource (at which pace) --&gt; StreamCapture
 *                                        +-------------------&gt; LogCapture --&gt; LogFiles
 * </pre>
 */
package org.estreamer.simulator.capture;
