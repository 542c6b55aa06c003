package org.estreamer.simulator.settings;

import java.util.Arrays;
import java.util.List;

/**
 * How the server sends to one connection what is stored: settings, and what follows from them for a connection.
 * {@link SimulatorConfiguration} tells what each setting means.
 *
 * @param archiveTimestamps          whether records have the long header where it is asked for
 * @param repeatOrder                the order of the history on every connection but the first
 * @param repeatWindow               how many records are shuffled together
 * @param bundleRecords              how many messages a bundle holds at most
 * @param variedBundles              whether every connection has another such limit
 * @param cutAfterRecords            after how many records a connection is closed; 0 for never
 * @param cutConnections             how many connections are closed like that; 0 for all
 * @param metadataChangeAfterRecords after how many records rules and users are renamed; 0 for never
 */
public record Delivery(
        boolean archiveTimestamps,
        Order repeatOrder,
        int repeatWindow,
        int bundleRecords,
        boolean variedBundles,
        long cutAfterRecords,
        int cutConnections,
        long metadataChangeAfterRecords) {

    /** How many messages a bundle holds at most. */
    private static final int MOST_BUNDLED = 256;

    private static final int MOST_RECORDS = 1_000_000;

    /** In which order the history is sent. */
    public enum Order {
        /** As it was stored. */
        SAME("same"),
        /** Shuffled, so many records at a time. */
        SHUFFLED("shuffled"),
        /** First all of one source, then all of the other. */
        BY_SOURCE("bySource");

        private final String text;

        Order(String text) {
            this.text = text;
        }
    }

    public static Delivery read(ConfiguredValues values) {
        return new Delivery(
                values.flag("archiveTimestamps"),
                order(values),
                values.number("repeatWindow", 2, MOST_RECORDS),
                values.number("bundleRecords", 1, MOST_BUNDLED),
                values.flag("variedBundles"),
                values.count("cutAfterRecords"),
                values.number("cutConnections", 0, MOST_RECORDS),
                values.count("metadataChangeAfterRecords"));
    }

    private static Order order(ConfiguredValues values) {
        String text = values.text("repeatOrder");
        for (Order order : Order.values()) {
            if (order.text.equals(text)) {
                return order;
            }
        }
        List<String> texts =
                Arrays.stream(Order.values()).map(order -> order.text).toList();
        throw ConfiguredValues.wrong("repeatOrder", text, "one of " + String.join(", ", texts));
    }

    /** The order in which a connection, 1 for the first one, gets the history. */
    public Order order(int connection) {
        return connection == 1 ? Order.SAME : repeatOrder;
    }

    /** How many messages a bundle of a connection holds at most. */
    public int bundleRecords(int connection, long seed) {
        return variedBundles ? 1 + Hash.below(seed + connection, bundleRecords) : bundleRecords;
    }

    /** After how many records a connection is closed. */
    public long cutAfter(int connection) {
        boolean cut = cutAfterRecords > 0 && (cutConnections == 0 || connection <= cutConnections);
        return cut ? cutAfterRecords : Long.MAX_VALUE;
    }
}
