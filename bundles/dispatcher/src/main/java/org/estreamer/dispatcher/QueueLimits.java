package org.estreamer.dispatcher;

/**
 * How much may wait for one plugin.
 *
 * @param records how many records
 * @param bytes   how many bytes of messages; a record keeps the whole message it came in
 */
record QueueLimits(int records, long bytes) {
    /** Whether a parcel still fits. */
    boolean allow(int waitingRecords, long waitingBytes) {
        return waitingRecords <= records && waitingBytes <= bytes;
    }
}
