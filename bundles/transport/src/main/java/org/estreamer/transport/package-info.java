/**
 * How bytes arrive: mutual TLS to a management center. The component is TlsTransport; its private packages:
 *
 * <pre>
 *   TlsTransport --&gt; connection (dial, shake hands, hold) --&gt; identity (who we are)
 *        |               '--&gt; trust (who the server is) -------^   |
 *        '-----------------------------^                           '--&gt; certificate (keys and certificates in files)
 * </pre>
 */
package org.estreamer.transport;
