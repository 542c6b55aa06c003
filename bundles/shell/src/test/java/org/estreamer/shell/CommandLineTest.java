package org.estreamer.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.estreamer.format.Format;
import org.estreamer.shell.check.Outputs;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.decode.PlainCodec;
import org.estreamer.shell.live.RecordCounts;
import org.estreamer.shell.live.ScriptedLog;
import org.estreamer.shell.live.ScriptedSession;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CommandLineTest {
    private final Services services = new Services();
    private final Console console = new Console();
    private final LinkedBlockingQueue<Integer> exits = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    private CommandLine commandLine(Time time, String command, String... words) {
        Map<String, String> properties = new HashMap<>();
        properties.put("estreamer.command", command);
        properties.put("estreamer.etc", folder.toString());
        properties.put("estreamer.arg.count", String.valueOf(words.length));
        for (int at = 0; at < words.length; at++) {
            properties.put("estreamer.arg." + at, words[at]);
        }
        return new CommandLine(
                properties::get,
                services,
                Outputs.unread(services, Map.of()),
                time,
                console.streams(new ByteArrayInputStream(PlainCodec.records(71))),
                RecordCounts::new);
    }

    private int run(String command, String... words) throws InterruptedException {
        return commandLine(new PassingTime(), command, words).run();
    }

    @Test
    void shouldTakeTheWordsFromNumberedProperties() throws Exception {
        ServicesRig.codec(services, new PlainCodec());
        services.addFormat(PlainCodec.FORMAT, Map.of(Format.NAME, "json"));

        assertEquals(ExitStatus.OK, run("decode", "--format", "json", "-"));
        assertEquals("record 71\n", console.out());
    }

    @Test
    void shouldPrintHowToUseTheCommandThatWasMisused() throws Exception {
        Map<String, String> usages = Map.of(
                "decode",
                        "usage: decode [--format FORMAT] [--names both|only] [--omit-empty] [--fields NAME,...]"
                                + " [--without-fields NAME,...] FILE|-\nusage: decode [--from TIME] [--to TIME]"
                                + " [--archived] [--records GROUP,...] [--server NAME] LOG",
                "check", "usage: check [--save-trust FILE] [NAME...]",
                "run", "usage: run [--console]",
                "demo", "usage: demo");
        for (Map.Entry<String, String> usage : usages.entrySet()) {
            assertEquals(ExitStatus.USAGE, run(usage.getKey(), "--no-such-option"));
            assertTrue(
                    console.err().endsWith("estreamer: unknown option --no-such-option\n" + usage.getValue() + "\n"),
                    console.err());
        }
    }

    @Test
    void shouldNameTheCommandsThereAre() throws Exception {
        assertEquals(ExitStatus.USAGE, run("dekode"));
        assertEquals(
                List.of(
                        "estreamer: there is no command dekode; did you mean decode?",
                        "run: receives events from the configured servers until it is stopped",
                        "demo: shows events from a simulated server, with a live summary",
                        "decode: prints the records in the raw bytes of a server's stream",
                        "check: tries the configured servers and outputs step by step, or saves a certificate",
                        "trust: shows a server's certificate and trusts it from now on, where trust = first"),
                console.err().lines().toList());
    }

    @Test
    void shouldEndTheProcessWithTheStatusOfTheCommand() throws Exception {
        new LauncherCommands(commandLine(new PassingTime(), "check"), exits::add);

        assertEquals(ExitStatus.FAILED, exits.poll(10, TimeUnit.SECONDS));
        assertTrue(console.err().contains("no session is configured"), console.err());
    }

    @Test
    void shouldDoNothingWithoutALauncher() {
        CommandLine none = new CommandLine(
                property -> null,
                services,
                Outputs.unread(services, Map.of()),
                new PassingTime(),
                console.streams(),
                RecordCounts::new);

        new LauncherCommands(none, exits::add).stop();

        assertTrue(exits.isEmpty());
        assertEquals("", console.err());
    }

    @Test
    void shouldEndTheProcessWhenACommandBreaks() throws Exception {
        services.addSession(new ScriptedSession("hq"));
        PassingTime broken = new PassingTime().at(Duration.ZERO, () -> {
            throw new IllegalStateException("no more time");
        });

        new LauncherCommands(commandLine(broken, "run"), exits::add);

        assertEquals(ExitStatus.FAILED, exits.poll(10, TimeUnit.SECONDS));
        assertTrue(console.err().contains("run failed: java.lang.IllegalStateException: no more time"), console.err());
    }

    @Test
    void shouldStopTheCommandWithTheFrameworkAndLeaveTheExitToIt() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        LauncherCommands launcher = new LauncherCommands(commandLine(new EndlessTime(paused), "demo"), exits::add);
        assertTrue(paused.await(10, TimeUnit.SECONDS));

        launcher.stop();

        assertTrue(console.out().lines().anyMatch(line -> line.startsWith("total 0 records")), console.out());
        assertNull(exits.poll());
    }

    @Test
    void shouldNotWaitForItselfWhenTheExitStopsTheFramework() throws Exception {
        LinkedBlockingQueue<LauncherCommands> self = new LinkedBlockingQueue<>();
        CountDownLatch stopped = new CountDownLatch(1);
        LauncherCommands launcher = new LauncherCommands(commandLine(new PassingTime(), "check"), status -> {
            try {
                // as the shutdown hook does, on another thread, while this one waits for it
                LauncherCommands component = self.take();
                Thread hook = new Thread(() -> {
                    component.stop();
                    stopped.countDown();
                });
                hook.start();
                boolean waits = false;
                while (hook.isAlive() && !waits) {
                    waits = isJoining(hook);
                    hook.join(1);
                }
                exits.add(waits ? -1 : status);
            } catch (InterruptedException e) {
                exits.add(-2);
            }
        });
        self.add(launcher);

        assertTrue(stopped.await(20, TimeUnit.SECONDS));
        assertEquals(ExitStatus.FAILED, exits.poll(10, TimeUnit.SECONDS));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    /** Whether a thread waits for another one to end. */
    private static boolean isJoining(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Thread")
                        && frame.getMethodName().equals("join"));
    }

    @Test
    void shouldLeaveARunningCommandOnlyByInterrupt() {
        PassingTime time = new PassingTime().interruptAt(Duration.ofMinutes(1));
        services.addSession(new ScriptedSession("hq"));
        ServicesRig.log(services, new ScriptedLog());

        assertThrows(
                InterruptedException.class,
                () -> commandLine(time, "run", "--console").run());
        assertEquals(List.of(), console.err().lines().toList());
    }

    /** Time in which every pause lasts until it is interrupted. */
    private record EndlessTime(CountDownLatch paused) implements Time {
        @Override
        public Instant now() {
            return PassingTime.START;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
            paused.countDown();
            new CountDownLatch(1).await();
        }
    }
}
