package org.estreamer.shell.run;

import java.time.Duration;
import java.util.List;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;

/** {@code run}: the sessions and plugins work by themselves; this one only ends the program if none of them can. */
public final class RunCommand {
    public static final String USAGE = "usage: run [--console]";

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Supervision supervision;
    private final Time time;

    public RunCommand(Supervision supervision, Time time) {
        this.supervision = supervision;
        this.time = time;
    }

    /** Returns an exit status once nothing is left to run; until then it goes on. */
    public int run(List<String> words) throws UsageFault, InterruptedException {
        // the console is the launcher's doing
        if (!Options.parse(words, List.of("console")).operands().isEmpty()) {
            throw new UsageFault("run takes no names");
        }
        while (!supervision.lost()) {
            time.pause(INTERVAL);
        }
        return ExitStatus.FAILED;
    }
}
