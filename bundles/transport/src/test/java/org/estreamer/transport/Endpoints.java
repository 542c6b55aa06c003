package org.estreamer.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.estreamer.pipeline.transport.Endpoint;

/** Builds endpoints: on loopback, TLS 1.2 and 1.3, generous limits unless said otherwise. */
final class Endpoints {
    private String host = "127.0.0.1";
    private int port = 1;
    private Path identity;
    private Path identityKey;
    private String password;
    private Path trust;
    private Path pin;
    private boolean verifyHostName;
    private List<String> tls = List.of("1.2", "1.3");
    private Duration connectTimeout = Duration.ofSeconds(20);
    private Duration readTimeout = Duration.ofSeconds(20);

    private Endpoints() {}

    static Endpoints endpoint() {
        return new Endpoints();
    }

    Endpoints host(String name) {
        host = name;
        return this;
    }

    Endpoints port(int number) {
        port = number;
        return this;
    }

    Endpoints identity(Path file) {
        identity = file;
        return this;
    }

    Endpoints identityKey(Path file) {
        identityKey = file;
        return this;
    }

    Endpoints password(String text) {
        password = text;
        return this;
    }

    Endpoints trust(Path file) {
        trust = file;
        return this;
    }

    Endpoints pin(Path file) {
        pin = file;
        return this;
    }

    Endpoints verifyHostName() {
        verifyHostName = true;
        return this;
    }

    Endpoints tls(String... versions) {
        tls = List.of(versions);
        return this;
    }

    Endpoints connectTimeout(Duration limit) {
        connectTimeout = limit;
        return this;
    }

    Endpoints readTimeout(Duration limit) {
        readTimeout = limit;
        return this;
    }

    Endpoint build() {
        return new Endpoint(
                "fmc",
                host,
                port,
                identity,
                identityKey,
                password,
                trust,
                pin,
                verifyHostName,
                tls,
                connectTimeout,
                readTimeout);
    }
}
