/**
 * How clients are served: handshake, request, then what a {@link Source} has, as far as the client acknowledges it.
 *
 * <pre>
 *   EventServer --&gt; Client --&gt; Source (from history or capture)
 *                      +-----&gt; Subscription, Window
 * </pre>
 */
package org.estreamer.simulator.server;
