package org.estreamer.shell.demo;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.Gauges;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.RecordCounts;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.Snapshot;
import org.estreamer.shell.run.Supervision;

/** {@code demo}: shows what comes and where it goes, until it is stopped. */
public final class DemoCommand implements Command {
    private final Services services;
    private final ConfiguredSessions configured;
    private final OperatorFolders folders;
    private final Time time;
    private final UnaryOperator<String> property;
    private final Supplier<RecordCounts> counter;

    /**
     * Makes the command.
     *
     * @param property gives framework properties; null for those that are not set
     * @param counter  gives a counter that sees the records
     */
    public DemoCommand(
            Services services,
            ConfiguredSessions configured,
            OperatorFolders folders,
            Time time,
            UnaryOperator<String> property,
            Supplier<RecordCounts> counter) {
        this.services = services;
        this.configured = configured;
        this.folders = folders;
        this.time = time;
        this.property = property;
        this.counter = counter;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("demo", "shows events from a simulated server, with a live summary", "");
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        Options.only("demo", words);
        DemoPlaces places = new DemoPlaces(services, folders);
        Optional<DemoView> screen = Boolean.parseBoolean(property.apply("estreamer.tty"))
                ? DemoScreen.open(streams, places)
                : Optional.empty();
        return show(screen.orElseGet(() -> new DemoLines(streams, places)));
    }

    /** Returns an exit status if nothing can come any more; until then it goes on. */
    int show(DemoView view) throws InterruptedException {
        // the simulator makes keys before it makes the session
        Supervision supervision = new Supervision(services, configured, time, Supervision.PATIENCE, view::note);
        Gauges gauges = new Gauges(services, time, counter.get());
        Snapshot last = gauges.take();
        view.begin();
        try {
            while (!supervision.lost()) {
                view.show(last);
                time.pause(view.interval());
                last = latest(gauges, last);
            }
            return ExitStatus.FAILED;
        } finally {
            view.end(latest(gauges, last));
        }
    }

    /** When the program stops, sessions and plugins go first: what they were then is what counts. */
    private static Snapshot latest(Gauges gauges, Snapshot last) {
        Snapshot next = gauges.take();
        boolean going = next.sessions().isEmpty();
        return new Snapshot(
                next.now(),
                next.up(),
                going ? last.sessions() : next.sessions(),
                going ? last.plugins() : next.plugins(),
                next.files(),
                next.logs(),
                next.faults(),
                next.unread(),
                next.groups());
    }
}
