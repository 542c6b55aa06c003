/**
 * How long the program goes on.
 *
 * <pre>
 *   RunCommand --&gt; Supervision: has anything come of the configured sessions, or will it never?
 *   StopLimit: told to stop, it does so in time, whatever hangs
 * </pre>
 */
package org.estreamer.shell.run;
