/**
 * How a log lies on the disk: files of batches of messages, each with checksums.
 *
 * <pre>
 *   data/log/NAME/00000000000000000000.log    | segment header | batch | batch | ...
 *                 00000000000000163840.log    | segment header | batch | ...
 *                 ^ the number of the first record
 *
 *   SegmentOutput --writes--&gt; file --reads--&gt; SegmentInput
 * </pre>
 */
package org.estreamer.log.segment;
