package org.estreamer.itests;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Cuts the connections of a process and kills it, at any moment. */
final class Disturbance {
    private final CuttingRelay relay;
    private final Random random;
    private int kills;

    /**
     * Makes one.
     *
     * @param relay  what the connections run through
     * @param random chooses the moments
     */
    Disturbance(CuttingRelay relay, Random random) {
        this.relay = relay;
        this.random = random;
    }

    /** Kills it while events flow, repeated ones and new ones, after cuts, or while it starts: another way each time. */
    void kill(Launched run) throws Exception {
        if (kills % 3 == 2) {
            pass(3_000);
        } else {
            run.awaitLine("Session .*: streaming");
            for (int cuts = kills % 3 == 0 ? random.nextInt(4) : 0; cuts > 0; cuts--) {
                passAndCut();
            }
            pass(1_500);
        }
        kills++;
        run.kill();
    }

    /** Lets it run for a while, and cuts its connections. */
    void passAndCut() {
        pass(1_500);
        relay.cut();
    }

    /** Lets it run for a while, up to so long. */
    void pass(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(millis)));
    }
}
