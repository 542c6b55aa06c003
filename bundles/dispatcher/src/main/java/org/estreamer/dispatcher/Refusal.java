package org.estreamer.dispatcher;

/** A registration that is not a plugin's; the message tells the operator why. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason);
    }
}
