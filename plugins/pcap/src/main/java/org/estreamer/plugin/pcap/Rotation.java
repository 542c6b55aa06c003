package org.estreamer.plugin.pcap;

import java.time.Duration;

/**
 * When a capture goes on in a new file.
 *
 * @param age   how old a file may be when a packet is added
 * @param bytes how long a file may be when a packet is added
 */
record Rotation(Duration age, long bytes) {
    /**
     * Checks settings.
     *
     * @throws IllegalArgumentException if one is out of range, with its name
     */
    static Rotation of(Object configuration, int seconds, int megabytes) {
        atLeastOne(configuration, "rotateSeconds", seconds);
        atLeastOne(configuration, "rotateMegabytes", megabytes);
        return new Rotation(Duration.ofSeconds(seconds), megabytes * 1_000_000L);
    }

    private static void atLeastOne(Object configuration, String setting, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    configuration + ": " + setting + " is " + value + ", must be at least 1");
        }
    }
}
