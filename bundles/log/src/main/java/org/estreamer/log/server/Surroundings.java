package org.estreamer.log.server;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.estreamer.log.place.Places;
import org.estreamer.log.resume.DigestMemory;
import org.estreamer.log.segment.Disk;
import org.estreamer.pipeline.message.MessageCodec;

/**
 * What all logs of a process share.
 *
 * @param limits   what they may take
 * @param disk     where they lie
 * @param codec    makes records of bytes
 * @param places   what is to be kept for whom
 * @param recent   the newest records, in memory
 * @param digests  the memory for what servers repeat
 * @param clock    tells when a record arrives
 * @param nanoTime tells how long something takes
 * @param news     tells readers that there is more
 */
public record Surroundings(
        Limits limits,
        Disk disk,
        MessageCodec codec,
        Places places,
        Recent recent,
        DigestMemory digests,
        InstantSource clock,
        LongSupplier nanoTime,
        Signal news) {}
