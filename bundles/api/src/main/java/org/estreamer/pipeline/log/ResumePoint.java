package org.estreamer.pipeline.log;

/**
 * Where to ask a server from.
 *
 * @param timestamp for the event stream request: 0 for the oldest, {@code 0xFFFFFFFF} for new records only, else seconds since
 *                  1970
 * @param told      what an operator should know of it: why records may come twice; empty if they will not
 */
public record ResumePoint(long timestamp, String told) {}
