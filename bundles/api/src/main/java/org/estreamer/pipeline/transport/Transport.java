package org.estreamer.pipeline.transport;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Brings bytes from and to a server, over mutual TLS. */
@ProviderType
public interface Transport {
    /**
     * Connects, checks the server's certificate and shows the client's.
     *
     * @param endpoint where to and how
     * @param progress told of every step that succeeded; {@link ConnectProgress#NONE} to hear nothing
     * @return an open connection
     * @throws ConnectFailure with the step that failed, what happened and what to do
     */
    Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure;

    /**
     * Fetches the certificates a server shows, without trusting them: for an operator to look at and pin. Whoever answers is
     * shown no certificate in return, and sent no data.
     *
     * @param endpoint where to; its identity and trust are not used
     * @return the chain, the server's own certificate first
     * @throws ConnectFailure with the step that failed
     */
    List<X509Certificate> fetchCertificates(Endpoint endpoint) throws ConnectFailure;

    /**
     * Trusts a server by this certificate alone from now on, in place of the one it showed first: an operator has compared it. The
     * next connection goes by it; nothing is lost by a power cut.
     *
     * @param endpoint    names the file in its {@code pin}
     * @param certificate the server's own
     * @throws IOException if it cannot be kept, or the endpoint pins nothing
     */
    void pin(Endpoint endpoint, X509Certificate certificate) throws IOException;
}
