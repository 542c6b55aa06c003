/**
 * What a command is made of: the words it was given, where it reads and writes, the time, and how it ends.
 *
 * <pre>
 *   words --&gt; Commands --(find by Synopsis)--&gt; Command --&gt; Options --(UsageFault: the synopsis is printed)
 *                                               |
 *                                               +--(Streams, Time)--&gt; ExitStatus
 * </pre>
 */
package org.estreamer.shell.command;
