package org.estreamer.shell.demo;

import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.live.Gauges;
import org.estreamer.shell.live.Snapshot;
import org.estreamer.shell.run.Supervision;

/** {@code demo}: shows what comes and where it goes, until it is stopped. */
public final class DemoCommand {
    private final Gauges gauges;
    private final Supervision supervision;
    private final DemoView view;
    private final Time time;

    public DemoCommand(Gauges gauges, Supervision supervision, DemoView view, Time time) {
        this.gauges = gauges;
        this.supervision = supervision;
        this.view = view;
        this.time = time;
    }

    /** Returns an exit status if nothing can come any more; until then it goes on. */
    public int run() throws InterruptedException {
        Snapshot last = gauges.take();
        view.begin();
        try {
            while (!supervision.lost()) {
                view.show(last);
                time.pause(view.interval());
                last = latest(last);
            }
            return ExitStatus.FAILED;
        } finally {
            view.end(latest(last));
        }
    }

    /** When the program stops, sessions and plugins go first: what they were then is what counts. */
    private Snapshot latest(Snapshot last) {
        Snapshot next = gauges.take();
        boolean going = next.sessions().isEmpty();
        return new Snapshot(
                next.now(),
                next.up(),
                going ? last.sessions() : next.sessions(),
                going ? last.plugins() : next.plugins(),
                next.logs(),
                next.groups());
    }
}
