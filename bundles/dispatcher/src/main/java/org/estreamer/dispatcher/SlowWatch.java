package org.estreamer.dispatcher;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees how late records reach a plugin. Its worker notes what it takes in hand, another thread looks. */
final class SlowWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SlowWatch.class);
    private static final Duration TELLING = Duration.ofMinutes(10);

    private final PluginIdentity plugin;
    private final long limitNanos;
    private final Throttle warnings = new Throttle(TELLING, System::nanoTime);
    private volatile Parcel inHand;

    /**
     * Makes one.
     *
     * @param limit how late records may be
     */
    SlowWatch(PluginIdentity plugin, Duration limit) {
        this.plugin = plugin;
        this.limitNanos = limit.toNanos();
    }

    /** The worker begins with a batch; null for none. */
    void takes(Parcel parcel) {
        inHand = parcel;
    }

    /**
     * Looks at the plugin.
     *
     * @param now    the time in nanoseconds
     * @param thread the plugin's
     * @return how late it is and what it is doing; empty if it keeps up
     */
    String look(long now, Thread thread) {
        Parcel parcel = inHand;
        if (parcel == null || now - parcel.made() < limitNanos) {
            return "";
        }
        String what = "records reach it "
                + Duration.ofNanos(now - parcel.made()).toSeconds() + " s late, at " + StuckWatch.whereabouts(thread);
        if (warnings.admit() != Throttle.HELD_BACK) {
            LOG.warn(
                    "Plugin {} of bundle {} is slow, and holds back the server once its queue is full: {}",
                    plugin.name(),
                    plugin.bundle(),
                    what);
        }
        return what;
    }
}
