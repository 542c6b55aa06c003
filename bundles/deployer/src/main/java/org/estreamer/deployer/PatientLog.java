package org.estreamer.deployer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Holds what is to be logged until a log is there that takes it. The gate starts before a container has configured its own,
 * and what is said by then would be lost; so it is said when the container has started.
 */
final class PatientLog implements Executor, FrameworkListener {
    private final List<Runnable> held = new ArrayList<>();
    private boolean waits;

    /**
     * A log that waits, or does not.
     *
     * @param context the deployer's
     * @param alone   whether the framework is ours, with a log from the first moment
     */
    PatientLog(BundleContext context, boolean alone) {
        FrameworkStartLevel levels =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        waits = !alone && levels.getStartLevel() < levels.getInitialBundleStartLevel();
        if (waits) {
            context.addFrameworkListener(this);
        }
    }

    /** Says it, now or later. */
    @Override
    public void execute(Runnable words) {
        if (!holds(words)) {
            words.run();
        }
    }

    private synchronized boolean holds(Runnable words) {
        return waits && held.add(words);
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            release();
        }
    }

    /** Says what was held, and waits no more. */
    synchronized void release() {
        waits = false;
        held.forEach(Runnable::run);
        held.clear();
    }
}
