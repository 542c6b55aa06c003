package org.estreamer.transport;

import static org.estreamer.transport.Endpoints.endpoint;
import static org.estreamer.transport.Failures.SECRET;

import java.nio.file.Path;
import org.estreamer.transport.TestPki.Party;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A client and a server that have certificates of the same authority. */
abstract class TlsRig {
    static Party ca;
    static Party client;
    static Party server;

    @TempDir
    Path folder;

    final TlsTransport transport = new TlsTransport();
    Path identity;

    @BeforeAll
    static void makeParties() {
        ca = TestPki.authority("CA");
        client = TestPki.request("client").signedBy(ca);
        server = TestPki.request("server").signedBy(ca);
    }

    @BeforeEach
    void writeIdentity() {
        identity = TestPki.write(folder.resolve("client.p12"), TestPki.modernPkcs12(SECRET, client, ca.cert()));
    }

    Endpoints to(int port) {
        return endpoint().port(port).identity(identity).password(SECRET);
    }
}
