package org.estreamer.pipeline.delivery;

import java.time.Instant;
import org.estreamer.record.Record;

/**
 * A record that a plugin has failed on, kept until an operator offers it again or drops it.
 *
 * @param id     its number among the plugin's dead letters, 1 and more, in the order they came; one that fails again when it
 *               is offered gets another one
 * @param number the number of the record in the log of its server, 0 or more; for metadata from before the plugin began, that
 *               of the last record before it
 * @param time   when the plugin failed, by this machine's clock
 * @param reason what the plugin, or the destination behind it, said; one line
 * @param stack  where in the code that was, a line each; empty where nobody threw
 * @param record the record, from the bytes as they came
 */
public record DeadLetter(long id, long number, Instant time, String reason, String stack, Record record) {}
