package org.estreamer.shell.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.command.UsageFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    private final PassingTime time = new PassingTime();
    private final Services services = new Services();
    private final ScriptedDispatcher dispatcher = new ScriptedDispatcher();
    private final Console console = new Console();

    @BeforeEach
    void arrive() {
        services.dispatcher = dispatcher;
        dispatcher.plugin("print", PluginStatus.State.ACTIVE, "", 5);
        dispatcher.exactlyOnce("file");
    }

    private int run(String... words) throws Exception {
        return new ReplayCommand(services, time).run(List.of(words), console.streams());
    }

    @Test
    void shouldBeginAReplayAtATimeAgo() throws Exception {
        Instant now = time.now();
        assertEquals(ExitStatus.OK, run("print", "--from", "-2h", "--to=2100-01-01T00:00:00Z"));
        LogSpan span = dispatcher.replays().get(0).span();
        assertEquals(now.minus(Duration.ofHours(2)), span.from());
        assertEquals(Instant.parse("2100-01-01T00:00:00Z"), span.to());
        assertEquals(false, span.archived());
        assertTrue(console.out().contains("print gets records again: arrived from "), console.out());
    }

    @Test
    void shouldGoByTheTimeOfTheServerWhereThatIsWanted() throws Exception {
        assertEquals(ExitStatus.OK, run("print", "--from", "2026-01-31T09:00+01:00", "--archived"));
        LogSpan span = dispatcher.replays().get(0).span();
        assertEquals(new LogSpan(Instant.parse("2026-01-31T08:00:00Z"), Instant.MAX, true, Instant.MAX), span);
    }

    @Test
    void shouldAskBeforeAnExactlyOnceOutputHoldsRecordsTwice() throws Exception {
        assertEquals(ExitStatus.FAILED, run("file", "--from", "-1h"));
        assertTrue(console.err().contains("twice") && console.err().contains("--yes"), console.err());
        assertEquals(List.of(), dispatcher.replays());
        assertEquals(ExitStatus.OK, run("file", "--from", "-1h", "--yes"));
        assertEquals(1, dispatcher.replays().size());
    }

    @Test
    void shouldListAndCancel() throws Exception {
        assertEquals(ExitStatus.OK, run("list"));
        assertTrue(console.out().contains("no replays"), console.out());
        run("print", "--from", "-1h");
        assertEquals(ExitStatus.OK, run("list"));
        assertTrue(console.out().contains("running") && console.out().contains("17"), console.out());
        assertEquals(ExitStatus.FAILED, run("print", "--from", "-1h"));
        assertTrue(console.err().contains("has a replay already"), console.err());
        assertEquals(ExitStatus.OK, run("cancel", "print"));
        assertEquals(ExitStatus.FAILED, run("cancel", "print"));
    }

    @Test
    void shouldSayWhatIsWrongInItsWords() {
        assertTrue(assertThrows(UsageFault.class, () -> run("print", "--from", "yesterday"))
                .getMessage()
                .contains("-2h"));
        assertTrue(
                assertThrows(UsageFault.class, () -> run("print")).getMessage().contains("--from"));
        assertTrue(assertThrows(UsageFault.class, () -> run("--from", "-2h"))
                .getMessage()
                .contains("one plugin"));
        assertTrue(assertThrows(UsageFault.class, () -> run("print", "--from", "-1h", "--to", "-2h"))
                .getMessage()
                .startsWith("--from -1h is not before --to -2h"));
        assertThrows(UsageFault.class, () -> run("cancel"));
        assertTrue(assertThrows(UsageFault.class, () -> run("print", "--from", "9999-12-31T23:59:59Z"))
                .getMessage()
                .contains("still to come"));
    }

    @Test
    void shouldOfferTheWordsThatMayFollow() {
        ReplayCommand command = new ReplayCommand(services, time);
        assertEquals(List.of("list", "cancel", "print", "file"), command.next(List.of()));
        assertEquals(List.of("print", "file"), command.next(List.of("cancel")));
        assertTrue(command.next(List.of("print")).contains("--from"));
    }
}
