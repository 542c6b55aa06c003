package org.estreamer.dispatcher.delivery;

import java.time.Duration;

/**
 * What an operator may set.
 *
 * @param stuck              how long one call may take before the plugin counts as stuck
 * @param quarantineFailures how many failures in a row put a plugin into quarantine; 0 for never
 * @param quarantine         how long one call may take before the plugin is put into quarantine
 * @param drain              how long a leaving plugin may take for the record in hand and its position
 * @param position           how often it is made durable what a plugin has finished
 * @param deadLetterBytes    how much the dead letters of one plugin may take
 */
public record DeliverySettings(
        Duration stuck,
        int quarantineFailures,
        Duration quarantine,
        Duration drain,
        Duration position,
        long deadLetterBytes) {}
