/**
 * How the running process is asked from outside: over a Unix domain socket that only its owner can reach.
 *
 * <pre>
 *   bin/estreamer status --&gt; Client --(SocketPlace: where is it, and whose?)
 *                              |  request: words
 *                              |  answer: output, errors, exit status
 *                              v
 *   ControlSocket (component) --&gt; CommandServer --&gt; Caller, one for each client --&gt; command.Commands
 * </pre>
 *
 * <p>{@code Frames} is what both sides write and read. {@code Client} and what it needs use nothing but the JDK, so that it
 * starts from this bundle's jar alone, in a moment.
 */
package org.estreamer.shell.socket;
