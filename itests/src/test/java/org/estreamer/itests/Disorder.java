package org.estreamer.itests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a server does to a client, as settings of the simulator; what a client must hold in the end stays the same. */
enum Disorder {
    JITTER("jitterSeconds=5"),
    LATE_SOURCE("lateSourceSeconds=20", "lateSourceRun=40"),
    VERY_LATE_SOURCE("lateSourceSeconds=90", "lateSourceRun=300"),
    CLOCK_SET_BACK("clockStepSeconds=-30", "clockStepAfterRecords=7000"),
    CLOCK_SET_FORWARD("clockStepSeconds=45", "clockStepAfterRecords=7000"),
    ONE_AHEAD("aheadSeconds=3600", "aheadRecords=1", "aheadAfterRecords=6500"),
    THOUSAND_AHEAD("aheadSeconds=50", "aheadRecords=1000", "aheadAfterRecords=6500"),
    // among the first: one that is so early and has not arrived before a cut cannot be had
    TWO_HOURS_EARLY("aheadSeconds=-7200", "aheadRecords=1", "aheadAfterRecords=20"),
    IDENTICAL("identicalRecords=7"),
    STORED_LATE("storedLateSeconds=20", "storedLatePercent=10"),
    REPEATED_SHUFFLED("repeatOrder=shuffled", "repeatWindow=2000"),
    REPEATED_BY_SOURCE("repeatOrder=bySource", "lateSourceSeconds=20", "lateSourceRun=100"),
    OTHER_BUNDLES("variedBundles=true"),
    CUT_BY_SERVER("cutAfterRecords=2500", "cutConnections=3"),
    OTHER_NAMES("metadataChangeAfterRecords=7000"),
    SERVER_CLOCK_AHEAD("clockOffsetSeconds=600"),
    ONE_SECOND(true, "rate=0", "recordsPerSecond=100000", "cutAfterRecords=15000", "cutConnections=3");

    private final boolean history;
    private final String settings;

    Disorder(String... settings) {
        this(false, settings);
    }

    Disorder(boolean history, String... settings) {
        this.history = history;
        this.settings = String.join("\n", settings);
    }

    /** Several at once. */
    record Mix(List<Disorder> disorders) {
        static Mix of(Disorder... disorders) {
            return new Mix(List.of(disorders));
        }

        /** Each for itself. */
        static Stream<Mix> each() {
            return Arrays.stream(values()).map(Mix::of);
        }

        /** All of them, as many at once as go together. */
        static Stream<Mix> few() {
            return Stream.of(
                    of(JITTER, VERY_LATE_SOURCE, REPEATED_SHUFFLED, OTHER_BUNDLES, OTHER_NAMES),
                    of(CLOCK_SET_BACK, ONE_AHEAD, IDENTICAL, STORED_LATE, CUT_BY_SERVER),
                    of(REPEATED_BY_SOURCE, THOUSAND_AHEAD, CLOCK_SET_FORWARD, SERVER_CLOCK_AHEAD),
                    of(LATE_SOURCE, TWO_HOURS_EARLY, OTHER_BUNDLES, CUT_BY_SERVER),
                    of(ONE_SECOND, IDENTICAL, REPEATED_SHUFFLED));
        }

        /** Whether all is stored already, and none while a client looks on. */
        boolean history() {
            return disorders.stream().anyMatch(disorder -> disorder.history);
        }

        /** The lines of a simulator's configuration, with others. */
        String[] settings(String... others) {
            List<String> lines = new ArrayList<>(List.of(others));
            disorders.forEach(disorder -> lines.add(disorder.settings));
            return lines.toArray(String[]::new);
        }

        @Override
        public String toString() {
            return disorders.toString();
        }
    }
}
