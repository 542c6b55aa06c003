package org.estreamer.dispatcher;

import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * The dispatcher's configuration, checked.
 *
 * @param queue              how much a plugin's queue holds
 * @param stuck              how long one call may take before the plugin counts as stuck
 * @param quarantineFailures how many failures in a row put a plugin into quarantine; 0 for never
 * @param quarantine         how long one call may take before the plugin is put into quarantine
 * @param drain              how long a leaving plugin may go on with its queue
 * @param position           how often positions are made durable
 * @param reorderSeconds     how many archival seconds records may be out of order
 * @param expect             how long after the start connections wait for plugins
 */
record Settings(
        QueueLimits queue,
        Duration stuck,
        int quarantineFailures,
        Duration quarantine,
        Duration drain,
        Duration position,
        int reorderSeconds,
        Duration expect) {
    /** How large {@code reorderSeconds} may be. */
    static final int MAX_REORDER_SECONDS = 3_600;

    private static final long MEGABYTE = 1 << 20;

    /** The settings of an operator who has set nothing. */
    static Settings defaults() {
        return of((DispatcherConfiguration) Proxy.newProxyInstance(
                Settings.class.getClassLoader(),
                new Class<?>[] {DispatcherConfiguration.class},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException naming the setting that is out of range
     */
    static Settings of(DispatcherConfiguration configuration) {
        Duration stuck = seconds("stuckSeconds", configuration.stuckSeconds(), 1, 86_400);
        Duration quarantine = seconds("quarantineSeconds", configuration.quarantineSeconds(), 1, 604_800);
        if (quarantine.compareTo(stuck) < 0) {
            throw new IllegalArgumentException("quarantineSeconds is " + quarantine.toSeconds()
                    + ", but must not be less than stuckSeconds, which is " + stuck.toSeconds());
        }
        return new Settings(
                new QueueLimits(
                        inRange("queueRecords", configuration.queueRecords(), 1, 16_777_216),
                        inRange("queueMegabytes", configuration.queueMegabytes(), 1, 65_536) * MEGABYTE),
                stuck,
                inRange("quarantineFailures", configuration.quarantineFailures(), 0, Integer.MAX_VALUE),
                quarantine,
                seconds("drainSeconds", configuration.drainSeconds(), 0, 3_600),
                seconds("positionSeconds", configuration.positionSeconds(), 1, 3_600),
                inRange("reorderSeconds", configuration.reorderSeconds(), 0, MAX_REORDER_SECONDS),
                seconds("expectSeconds", configuration.expectSeconds(), 0, 3_600));
    }

    private static Duration seconds(String name, int value, int least, int most) {
        return Duration.ofSeconds(inRange(name, value, least, most));
    }

    private static int inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + least + " to " + most);
        }
        return value;
    }
}
