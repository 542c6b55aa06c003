package org.estreamer.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.estreamer.format.Format;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.shell.check.Outputs;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.decode.PlainCodec;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.ScriptedDispatcher;
import org.estreamer.shell.live.ScriptedLog;
import org.estreamer.shell.live.ScriptedSession;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a real Gogo shell runs them. */
class GogoCommandsTest {
    private final Services services = new Services();
    private final ScriptedDispatcher dispatcher = new ScriptedDispatcher();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private CommandSession shell;

    @BeforeEach
    void openAShell() {
        ServicesRig.dispatcher(services, dispatcher);
        PassingTime time = new PassingTime();
        Commands commands = commands(time);
        threadIo.start();
        CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
        commands.all()
                .forEach(command -> processor.addCommand(
                        "estreamer",
                        GogoCommands.function(commands, command),
                        command.synopsis().name()));
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        shell = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    }

    private Commands commands(PassingTime time) {
        return GogoCommands.of(
                services,
                Outputs.unread(services, Map.of()),
                new OperatorFolders(folder, folder, folder),
                "1.2.3",
                time);
    }

    @AfterEach
    void closeTheShell() {
        shell.close();
        threadIo.stop();
    }

    private List<String> type(String command) throws Exception {
        shell.execute(command);
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void shouldTellTheConsoleWhatMayComeNext() throws Exception {
        dispatcher.plugin("print", PluginStatus.State.QUARANTINED, "", 1);
        Map<String, String> told = new HashMap<>();
        CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
        GogoCompletion completion = new GogoCompletion(commands(new PassingTime()));
        processor.addListener(completion);
        processor.addCommand("estreamer", completion, GogoCompletion.NEXT);
        // as the console has it: -c COMMAND -a EXPRESSION
        Function complete = (session, words) -> told.put(String.valueOf(words.get(1)), String.valueOf(words.get(3)));
        processor.addCommand("gogo", complete, "complete");
        CommandSession console = processor.createSession(new ByteArrayInputStream(new byte[0]), System.out, System.out);
        console.execute("x = 1");

        console.put(".commandLine", new Typed(List.of("estreamer:readmit", "p"), 1));
        assertEquals(List.of("print"), console.execute(told.get("estreamer:readmit")));
        console.put(".commandLine", new Typed(List.of("readmit", "print", ""), 2));
        assertEquals(List.of(), console.execute(told.get("estreamer:readmit")));
        assertEquals(commands(new PassingTime()).all().size(), told.size());
    }

    /** A line as the console's reader hands it on. */
    public record Typed(List<String> words, int wordIndex) {}

    @Test
    void shouldListThePluginsAsATable() throws Exception {
        dispatcher
                .plugin("print", PluginStatus.State.ACTIVE, "", 1234)
                .plugin("nameless", PluginStatus.State.REFUSED, "it has no author", 0);

        assertEquals(
                List.of(
                        "name      version  author  description    bundle                    state    delivered  failed"
                                + "        behind  lost  dead letters  delivery       note",
                        "print     1.2.3    Ada     Does print     org.example.print [7]     active       1,234       3"
                                + "  12 (0:00:05)     0             0  at least once",
                        "nameless  1.2.3    Ada     Does nameless  org.example.nameless [7]  refused          0       3"
                                + "  12 (0:00:05)     0             0  at least once  it has no author"),
                type("estreamer:plugins"));
    }

    @Test
    void shouldListTheJarsThatDoNotRunBelowThePlugins() throws Exception {
        ServicesRig.folder(
                services,
                () -> List.of(
                        new PluginFile("/plugins/a.jar", "org.example.a", "1.0.0", PluginFile.State.RUNNING, ""),
                        new PluginFile(
                                "/plugins/b.jar", "org.example.a", "1.0.0", PluginFile.State.REFUSED, "a.jar has it")));

        assertEquals(
                List.of(
                        "no plugins",
                        "",
                        "jar             bundle               state    reason",
                        "/plugins/b.jar  org.example.a 1.0.0  refused  a.jar has it"),
                type("estreamer:plugins"));
    }

    @Test
    void shouldListTheSessionsAsATable() throws Exception {
        ScriptedSession.in(services, "hq").is(SessionStatus.State.STREAMING, "FMC 7.2", 2000, 3);

        assertEquals(
                List.of(
                        "name  address          state      since                 records  records/s     bytes  broken"
                                + "  unknown  repeated  connects  archive time          detail",
                        "hq    hq.example:8302  streaming  2026-01-31T11:59:00Z    2,000          0  200.0 kB       1"
                                + "        2         7         3  2023-11-14T22:13:20Z  FMC 7.2",
                        "  hq has sent what is not known here: record type 6000 (2)"),
                type("estreamer:sessions"));
    }

    @Test
    void shouldSayThatThereIsNothing() throws Exception {
        ServicesRig.dispatcher(services, null);
        type("estreamer:sessions");

        assertEquals(List.of("no sessions", "no plugins"), type("estreamer:plugins"));
    }

    @Test
    void shouldShowEverythingInShort() throws Exception {
        ScriptedSession.in(services, "hq").is(SessionStatus.State.WAITING, "refused", 0, 0);
        dispatcher
                .plugin("print", PluginStatus.State.ACTIVE, "", 1)
                .plugin("file", PluginStatus.State.STUCK, "in write for 30 s", 20);

        ScriptedLog log = new ScriptedLog();
        ServicesRig.log(
                services,
                log.log("lab", 0, "", "").log(
                        "hq",
                        100,
                        "full",
                        "80 % is needed",
                        ScriptedLog.here("print", 99, 1),
                        ScriptedLog.gone("file", 40, 60)));

        List<String> lines = type("estreamer:status");

        assertEquals(
                "CRITICAL: log hq is held back: full; plugin file is stuck: in write for 30 s; session hq is waiting:"
                        + " refused; log hq: 80 % is needed",
                lines.get(0));
        assertTrue(
                lines.get(1).matches("estreamer 1\\.2\\.3, up .*, heap .* of .*, \\d+ threads, Java .*"), lines.get(1));
        assertEquals(
                List.of(
                        "",
                        "1 session: 1 waiting",
                        "  hq  0 records  0/s  waiting: refused",
                        "",
                        "2 plugins: 1 active, 1 stuck",
                        "  print    1 record  0/s  active: 3 failed",
                        "  file   20 records  0/s  stuck: in write for 30 s; 3 failed",
                        "",
                        "2 logs",
                        "  hq   40.0 kB of 8.6 GB  0/s  held back: full; 80 % is needed; file, which is not here, is"
                                + " behind by 60 records, 0:01:30",
                        "  lab      0 B of 8.6 GB  0/s"),
                lines.subList(2, lines.size()));
    }

    @Test
    void shouldLookAtTheLogs() throws Exception {
        ServicesRig.log(services, new ScriptedLog().log("hq", 100, "", ""));
        type("estreamer:log");

        List<String> lines = type("estreamer:log forget");

        assertTrue(lines.get(0).startsWith("log  oldest  arrived"), lines.get(0));
        assertEquals(
                List.of(
                        "estreamer: forget takes the name of one plugin or log. Plugins: none; logs: hq",
                        "usage: log [--json]",
                        "usage: log verify NAME",
                        "usage: log rename OLD NEW",
                        "usage: log forget [plugin | log] NAME"),
                lines.subList(2, lines.size()));
    }

    @Test
    void shouldLetAQuarantinedPluginBackIn() throws Exception {
        dispatcher.plugin("file", PluginStatus.State.QUARANTINED, "failed 100 times", 0);
        type("estreamer:readmit file");

        List<String> lines = type("estreamer:readmit print");

        assertEquals("file gets records again", lines.get(0));
        assertTrue(lines.get(1).startsWith("no plugin print is in quarantine"), lines.get(1));
    }

    @Test
    void shouldSayWhichWordsAreRightWhereTheyAreWrong() throws Exception {
        dispatcher.plugin("file", PluginStatus.State.ACTIVE, "", 0);
        type("estreamer:readmit file print");

        assertEquals(
                List.of(
                        "estreamer: readmit takes the name of one plugin: file",
                        "usage: readmit PLUGIN",
                        "estreamer: status takes no names, but here is hq",
                        "usage: status [--json]"),
                type("estreamer:status hq"));
    }

    @Test
    void shouldDescribeEveryCommandWhereHelpIsAskedFor() throws Exception {
        for (String command :
                List.of("status", "sessions", "plugins", "log", "readmit", "deadletter", "decode", "check")) {
            printed.reset();

            List<String> lines = type("estreamer:" + command + " --help");

            assertTrue(lines.get(0).startsWith(command + ": "), lines.toString());
            assertTrue(lines.get(1).startsWith("usage: " + command), lines.toString());
        }
    }

    @Test
    void shouldDecodeAFile() throws Exception {
        ServicesRig.codec(services, new PlainCodec());
        services.addFormat(PlainCodec.FORMAT, Map.of(Format.NAME, "json"));
        Path file = Files.write(folder.resolve("stream.bin"), PlainCodec.records(71, 72));

        assertEquals(List.of("record 71", "record 72"), type("estreamer:decode --format json " + file));
    }

    @Test
    void shouldExplainHowToDecode() throws Exception {
        assertEquals(
                List.of(
                        "estreamer: decode takes one file, or - for standard input",
                        "usage: decode [--format FORMAT] [--names both|only] [--omit-empty] [--fields NAME,...]"
                                + " [--without-fields NAME,...] FILE|-",
                        "usage: decode [--from TIME] [--to TIME] [--archived] [--records GROUP,...] [--server NAME]"
                                + " LOG"),
                type("estreamer:decode"));
    }

    @Test
    void shouldCheckTheSessionsThatAreNamed() throws Exception {
        ScriptedSession.in(services, "hq").step("tcp", true, "connected");
        ScriptedSession.in(services, "lab").step("tcp", false, "refused");

        assertEquals("1 session checked, all ok", type("estreamer:check hq").get(3));
    }

    @Test
    void shouldExplainHowToCheck() throws Exception {
        assertEquals(
                List.of("estreamer: unknown option --all", "usage: check [--save-trust FILE] [NAME...]"),
                type("estreamer:check --all"));
    }
}
