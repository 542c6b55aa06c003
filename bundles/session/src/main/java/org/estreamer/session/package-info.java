/**
 * Who receives: one session for each configured server, from its settings to the records in the log.
 *
 * <pre>
 *   ConfiguredSession --&gt; plan           what the settings come to
 *         |
 *   ServerSession                         one thread: connects, waits, connects again
 *         |
 *         +--&gt; conversation               what is said on one connection, and what of it goes to the log
 *         |         |
 *         |         v
 *         +--&gt; connection                 a connection, and all that may end it
 * </pre>
 */
package org.estreamer.session;
