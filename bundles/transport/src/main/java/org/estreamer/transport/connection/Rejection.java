package org.estreamer.transport.connection;

import java.io.IOException;
import java.net.InetAddress;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.settings.PlainText;

/**
 * A server that breaks off before its first byte. A management center gives no reason when it does not accept a client:
 * it closes, in TLS 1.2 within the handshake, in TLS 1.3 after it. So all these cases get the same advice.
 *
 * @param endpoint the server
 * @param local    this side's address, which the certificate must have been made for unless there is NAT between
 */
public record Rejection(Endpoint endpoint, InetAddress local) {
    /**
     * Explains.
     *
     * @param reason what was thrown; null if the server just closed
     */
    public ConnectFailure because(IOException reason) {
        String how = reason == null
                ? "the server closed the connection without a word"
                : "TLS broke off: " + PlainText.line(String.valueOf(reason.getMessage()));
        return new ConnectFailure(
                ConnectStep.TLS,
                false,
                endpoint + ": " + how + ". Check on the management center's eStreamer page that this client"
                        + " still exists and was made for the address it comes from (here " + local.getHostAddress()
                        + "; behind NAT, the translated one); a certificate made for another address or a deleted"
                        + " client is not accepted. Check also that port and tls fit, and that the server is not"
                        + " restarting",
                reason);
    }
}
