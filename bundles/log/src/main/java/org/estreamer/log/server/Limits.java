package org.estreamer.log.server;

import java.time.Duration;

/**
 * The limits of a log, for each server where nothing else is said.
 *
 * @param retain         how long records stay that everybody has finished
 * @param retainBytes    how much of such records stays
 * @param maxBytes       how much stays that somebody has not finished
 * @param segmentBytes   how large a file gets
 * @param sync           how often what was written is made durable
 * @param reorderSeconds by how many archival seconds records may be out of order where none has been seen late
 * @param reserveBytes   what is left free on the disk
 * @param memoryBytes    how much of the newest records stays in memory, of all servers together
 */
public record Limits(
        Duration retain,
        long retainBytes,
        long maxBytes,
        long segmentBytes,
        Duration sync,
        int reorderSeconds,
        long reserveBytes,
        long memoryBytes) {}
