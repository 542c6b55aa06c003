/**
 * One attempt to connect, and the connection it makes.
 *
 * <pre>
 *   Dialer (look up, TCP) --&gt; Handshake (TLS) --&gt; TlsConnection      all within one Deadline
 * </pre>
 */
package org.estreamer.transport.connection;
