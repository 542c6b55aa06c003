/**
 * The log of one server, and who writes and reads it.
 *
 * <pre>
 *   session --&gt; SessionWriter --&gt; Appender --&gt; ServerLog (Segments, LogEnd) --&gt; Cursor --&gt; PluginReader --&gt; plugin
 *                                    ^            |  ^  ^                      |  ^
 *                                 Retention       |  |  +-- Recent (memory) ---+  +-- ColdReader (disk)
 *                                 (HeldBack)      |  |
 *                                    Recovery ----+  +-- GroupCommit &lt;-- upkeep --&gt; Retention (KeptDigests), Backlog
 * </pre>
 *
 * <p>One lock a log. Whoever reads from memory takes it only for a moment, whoever reads from the disk does so without it.
 */
package org.estreamer.log.server;
