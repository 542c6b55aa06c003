/**
 * Whether a server is the one that is meant.
 *
 * <pre>
 *   TrustReader --&gt; ServerTrust   by an authority, by the server's own certificate, or by what PinFile has kept
 *                   CapturingTrust   trusts nobody, and keeps what was shown
 * </pre>
 */
package org.estreamer.transport.trust;
