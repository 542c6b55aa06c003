package org.estreamer.dispatcher.delivery;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.estreamer.settings.PlainText;

/** Sees how long one call into a plugin takes, without a clock in the path of the records. For one thread. */
final class StuckWatch {
    private static final int FRAMES = 6;
    private static final int LONGEST = 2000;

    private long beat = -1;
    private long since;

    /**
     * Looks at a plugin.
     *
     * @param beatNow the plugin's beat
     * @param now     the time in nanoseconds
     * @return nanoseconds for which one call has been under way at least; 0 if none is
     */
    long callTime(long beatNow, long now) {
        boolean calling = (beatNow & 1) == 1;
        if (beatNow != beat) {
            beat = beatNow;
            since = now;
        }
        return calling ? now - since : 0;
    }

    /** Whether a thread waits in {@code System.exit} for the end of the process. */
    static boolean endsProcess(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit"));
    }

    /** Where a thread is, as text. */
    static String whereabouts(Thread thread) {
        String frames = Arrays.stream(thread.getStackTrace())
                .limit(FRAMES)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" < "));
        return PlainText.line(frames, LONGEST);
    }
}
