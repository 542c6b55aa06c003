package org.estreamer.plugin.pcap;

import java.time.Duration;
import org.estreamer.settings.SettingProblems;

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
    static Rotation of(Object configuration, String seconds, String megabytes) {
        return new Rotation(
                Duration.ofSeconds(number(configuration, "rotateSeconds", seconds)),
                number(configuration, "rotateMegabytes", megabytes) * 1_000_000L);
    }

    private static int number(Object configuration, String setting, String text) {
        String digits = text.strip();
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) < 1) {
            throw new IllegalArgumentException(
                    configuration + ": " + SettingProblems.outOfRange(setting, digits, 1, 999_999_999));
        }
        return Integer.parseInt(digits);
    }
}
