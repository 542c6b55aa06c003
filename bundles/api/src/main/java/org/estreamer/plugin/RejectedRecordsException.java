package org.estreamer.plugin;

import java.util.List;
import org.estreamer.record.Record;

/** Thrown by a {@link RejectingPlugin} whose destination refuses some of the records that it is to persist. */
public class RejectedRecordsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Rejection> rejections;

    /**
     * A record that the destination refuses.
     *
     * @param record the object that the plugin was given, not another one with the same bytes
     * @param reason what the destination said, with a message for the operator
     */
    public record Rejection(Record record, Throwable reason) {}

    /**
     * Makes one.
     *
     * @param rejections the refused records in the order they came; at least one
     */
    public RejectedRecordsException(List<Rejection> rejections) {
        super(rejections.size() + " records are refused, the first one: "
                + rejections.get(0).reason().getMessage());
        this.rejections = List.copyOf(rejections);
    }

    /**
     * The refused records.
     *
     * @return in the order they came; at least one
     */
    public List<Rejection> rejections() {
        return rejections;
    }
}
