package org.estreamer.dispatcher.plugin;

/** A registration that is not a plugin's; the message tells the operator why. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

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
        super(reason);
        this.untilAnotherGoes = untilAnotherGoes;
    }

    boolean untilAnotherGoes() {
        return untilAnotherGoes;
    }
}
