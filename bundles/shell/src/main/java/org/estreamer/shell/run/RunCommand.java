package org.estreamer.shell.run;

import java.time.Duration;
import java.util.List;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.Services;

/** {@code run}: the sessions and plugins work by themselves; this one only ends the program if none of them can. */
public final class RunCommand implements Command {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Services services;
    private final ConfiguredSessions configured;
    private final Time time;

    /** Makes the command. */
    public RunCommand(Services services, ConfiguredSessions configured, Time time) {
        this.services = services;
        this.configured = configured;
        this.time = time;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("run", "receives events from the configured servers until it is stopped", "[--console]");
    }

    /** Returns an exit status once nothing is left to run; until then it goes on. */
    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        // the console is the launcher's doing
        Options.only("run", words, "console");
        Supervision supervision =
                new Supervision(services, configured, time, Supervision.SETTLE, streams.err()::println);
        while (!supervision.lost()) {
            time.pause(INTERVAL);
        }
        return ExitStatus.FAILED;
    }
}
