/**
 * What a command is made of: the words it was given, where it reads and writes, the time, and how it ends.
 *
 * <pre>
 *   words --&gt; Options --(UsageFault)--&gt; a command, with Streams and Time --&gt; ExitStatus
 * </pre>
 */
package org.estreamer.shell.command;
