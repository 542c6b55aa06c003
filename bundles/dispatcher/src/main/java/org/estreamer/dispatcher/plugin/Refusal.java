package org.estreamer.dispatcher.plugin;

import org.estreamer.settings.PlainText;

/** A registration that is not a plugin's; the message tells the operator why. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 4000;

    private final boolean untilAnotherGoes;

    Refusal(String reason) {
        this(reason, false);
    }

    /**
     * Makes a refusal.
     *
     * @param untilAnotherGoes whether it may pass when another plugin is removed
     */
    Refusal(String reason, boolean untilAnotherGoes) {
        super(PlainText.line(reason, LONGEST)); // in which the plugin's own words may stand
        this.untilAnotherGoes = untilAnotherGoes;
    }

    boolean untilAnotherGoes() {
        return untilAnotherGoes;
    }
}
