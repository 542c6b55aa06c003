/**
 * What an operator types: the commands of the launcher and those of the Gogo shell.
 *
 * <pre>
 *   LauncherCommands (component) --&gt; CommandLine --&gt; run, demo, check, decode --&gt; configured --&gt; live --&gt; command --&gt; text
 *   GogoCommands (component) ----------------------&gt; check, decode, live
 * </pre>
 *
 * <p>Each command is one {@code command.Command}. Those that ask the running process are listed in
 * {@code live.LiveCommands}, once for every way in.
 */
package org.estreamer.shell;
