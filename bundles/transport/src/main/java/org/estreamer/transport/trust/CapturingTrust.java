package org.estreamer.transport.trust;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;

/** Trusts nobody's word but looks at it: keeps the certificates a server shows. Such a server is shown and sent nothing. */
public final class CapturingTrust extends PeerTrust {
    private volatile List<X509Certificate> captured = List.of();

    @Override
    public void check(X509Certificate[] chain, String authType, Socket socket) {
        captured = List.of(chain);
    }

    /** The chain, the server's own certificate first; empty if none was shown. */
    public List<X509Certificate> captured() {
        return captured;
    }
}
