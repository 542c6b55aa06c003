/**
 * Who gets records again, and how far that is: it outlives plugins and processes.
 *
 * <pre>
 *   operator --&gt; Replays --&gt; Replay --reads--&gt; LogHistory of one log after another
 *                   |          ^ next(), finished(), kept(): the plugin's thread
 *                   +----------+--&gt; ReplayNote (data/replay/PLUGIN)
 * </pre>
 *
 * <p>A replay moves no position of the live stream. It has a place of its own, which is noted after the plugin has persisted what
 * it was given.
 */
package org.estreamer.dispatcher.replay;
