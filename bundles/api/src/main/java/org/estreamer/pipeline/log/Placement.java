package org.estreamer.pipeline.log;

/**
 * Where a reader has come in a log.
 *
 * @param number the number of the record it gets next
 * @param fresh  whether the plugin has finished nothing of this log yet, so that it needs the metadata from before
 * @param told   what an operator should know: why it is not where the position said, and what that means; empty if all is as it
 *               should be
 */
public record Placement(long number, boolean fresh, String told) {}
