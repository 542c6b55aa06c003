/**
 * What the server has stored and is going to store, and how one client gets it.
 *
 * <pre>
 *   HistorySource --&gt; RecordOrder --&gt; Shuffle
 *         |               +---------&gt; History
 *         +--&gt; Outbox, Renaming
 * </pre>
 */
package org.estreamer.simulator.history;
