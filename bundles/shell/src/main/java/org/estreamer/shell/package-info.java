/**
 * What an operator types: the commands of the launcher and those of the Gogo shell.
 *
 * <pre>
 *   LauncherCommands (component) --&gt; CommandLine --&gt; run, demo, check, decode --&gt; configured --&gt; live --&gt; command --&gt; text
 *   GogoCommands (component) ----------------------&gt; check, decode, live
 * </pre>
 */
package org.estreamer.shell;
