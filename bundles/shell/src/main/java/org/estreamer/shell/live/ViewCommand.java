package org.estreamer.shell.live;

import java.util.List;
import java.util.function.Function;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;

/** Shows how something stands at this moment: {@code status}, {@code sessions}, {@code plugins}. */
final class ViewCommand implements Command {
    private final Synopsis synopsis;
    private final Services services;
    private final Time time;
    private final Function<Snapshot, List<String>> view;

    ViewCommand(Synopsis synopsis, Services services, Time time, Function<Snapshot, List<String>> view) {
        this.synopsis = synopsis;
        this.services = services;
        this.time = time;
        this.view = view;
    }

    @Override
    public Synopsis synopsis() {
        return synopsis;
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        Options.only(synopsis.name(), words);
        view.apply(Gauges.look(services, time)).forEach(streams.out()::println);
        return ExitStatus.OK;
    }
}
