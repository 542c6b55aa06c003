package org.estreamer.simulator.history;

import java.util.ArrayList;
import java.util.List;
import org.estreamer.pipeline.message.Message.EventStreamRequest;
import org.estreamer.pipeline.message.Message.EventVersion;
import org.estreamer.pipeline.message.Message.Service;
import org.estreamer.simulator.server.Subscription;

/** What clients of several releases ask for. */
public enum Requests {
    NEWEST(11, 4, 9, 11, 17, 7, 8, 7, 2),
    RELEASE_6(9, 4, 9, 11, 14, 4, 7, 6, 2),
    RELEASE_5_4(8, 4, 9, 11, 12, 4, 6, 5, 2),
    RELEASE_5_1(3, 4, 8, 9, 7, 3, 1, 1, 1),
    RELEASE_4_10(2, 4, 6, 7, 5, 1, 1, 1, 1);

    public static final long OLDEST = 0;
    public static final long NOW = 0xFFFF_FFFFL;
    /** Packets, impact, intrusions, metadata, long headers, extra data, extended. */
    public static final long EVERYTHING = 0x48900061L;
    /** The same by flags alone, with connections, discovery, correlation and users. */
    public static final long PLAIN = 0x3CF00061L | 1L << 21 | 1L << 22 | 1L << 26 | 1L << 28 | 1L << 29;

    private static final int[] CODES = {12, 21, 31, 61, 71, 91, 101, 111, 131};

    @SuppressWarnings("ImmutableEnumChecker") // copied and never changed
    private final int[] versions;

    Requests(int... versions) {
        this.versions = versions.clone();
    }

    /** The request for everything in the versions of this release. */
    public Service service(long timestamp) {
        List<EventVersion> events = new ArrayList<>();
        for (int i = 0; i < CODES.length; i++) {
            events.add(new EventVersion(versions[i], CODES[i]));
        }
        events.add(EventVersion.TERMINATE);
        return new Service(Service.ESTREAMER, EVERYTHING, timestamp, events);
    }

    public Subscription subscription() {
        return Subscription.of(new EventStreamRequest(OLDEST, EVERYTHING), service(OLDEST));
    }
}
