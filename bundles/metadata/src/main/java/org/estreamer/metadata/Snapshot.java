package org.estreamer.metadata;

import org.estreamer.pipeline.log.LogPosition;

/**
 * The metadata of a server as they were at a position of its log.
 *
 * @param position everything before it has been read
 * @param trusted  only records that were last changed at this number or later are surely the newest
 * @param numbers  where each record was last changed, in that order
 * @param messages the inner message of each, with its header; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // there may be a million of them, and snapshots are not compared
record Snapshot(LogPosition position, long trusted, long[] numbers, byte[][] messages) {}
