package org.estreamer.pipeline.log;

/**
 * What a connection asks for, and of whom. Where it differs from what was asked before, the server may repeat records with
 * other bytes, which are then not known again.
 *
 * @param content   flags, event types and release in words
 * @param server    the server's certificate, as its SHA-256 in hex
 * @param timestamp where the session's own settings want it to begin, as in an event stream request: 0 for the oldest, {@code
 *                  0xFFFFFFFF} for what comes from now on, else seconds since 1970. It counts until the log has an event
 */
public record LogRequest(String content, String server, long timestamp) {}
