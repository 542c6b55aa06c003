package org.estreamer.log.server;

/**
 * What keeps a log from taking records.
 *
 * @param why    for an operator; empty only where there is none
 * @param plugin whom it waits for; empty where it is no plugin
 */
record Obstacle(String why, String plugin) {
    static final Obstacle NONE = new Obstacle("", "");

    boolean isNone() {
        return why.isEmpty();
    }

    /** One that no plugin is the reason of. */
    static Obstacle of(String why) {
        return new Obstacle(why, "");
    }
}
