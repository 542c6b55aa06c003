/**
 * What an operator has configured, and what has become of it.
 *
 * <pre>
 *   files in etc/, Configuration Admin --&gt; ConfiguredSessions: which sessions are to be expected, and why one is missing
 *                                     |--&gt; ConfiguredPlugins: which are for plugins (PluginPids), started or not
 *                                     \--&gt; UnreadFiles: which files nobody reads
 * </pre>
 */
package org.estreamer.shell.configured;
