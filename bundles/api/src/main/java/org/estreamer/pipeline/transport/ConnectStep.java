package org.estreamer.pipeline.transport;

/** The steps of meeting a server, in order. */
public enum ConnectStep {
    /** Reading the client's certificate and key. */
    IDENTITY,
    /** Reading the certificates that the server is checked against. */
    TRUST,
    /** Looking up the host name. */
    LOOKUP,
    /** The TCP connection. */
    TCP,
    /** The TLS handshake with the check of both certificates. */
    TLS
}
