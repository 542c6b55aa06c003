package org.estreamer.shell.demo;

import java.time.Duration;
import org.estreamer.shell.live.Snapshot;

/** Shows what the demo does. */
public interface DemoView {
    /** How often to show it. */
    Duration interval();

    /** Called before anything else. */
    void begin();

    /** Shows one moment. */
    void show(Snapshot snapshot);

    /** Tells the operator something. */
    void note(String what);

    /** Leaves the terminal as it was, with the totals. */
    void end(Snapshot last);
}
