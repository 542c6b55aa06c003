package org.estreamer.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.live.LiveCommands;
import org.estreamer.shell.live.ScriptedDispatcher;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as Karaf's shell sees them. */
class KarafCommandsTest {
    private final Services services = new Services();
    private final KarafCommands.KarafCommand readmit;

    KarafCommandsTest() {
        ServicesRig.dispatcher(
                services, new ScriptedDispatcher().plugin("print", PluginStatus.State.QUARANTINED, "", 1));
        Commands commands = LiveCommands.of(services, new PassingTime(), "1.2.3");
        readmit = new KarafCommands.KarafCommand(
                commands,
                commands.all().stream()
                        .filter(command -> command.synopsis().name().equals("readmit"))
                        .findFirst()
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "false, estr,                    estreamer:readmit,  0",
        "true,  re,                      readmit,            0",
        "false, 'estreamer:readmit ',    print,             18",
        "false, 'readmit pr',            print,              8",
        "false, 'readmit x',             ,                  -1",
        "false, 'readmit print ',        ,                  -1",
        "false, 'estreamer:status pr',   ,                  -1",
        "false, other,                   ,                  -1"
    })
    void shouldCompleteItsNameAndWhatFollows(boolean scoped, String typed, String candidate, int from) {
        List<String> candidates = new ArrayList<>();
        assertEquals(from, readmit.getCompleter(scoped).complete(null, new Typed(typed), candidates));
        assertEquals(candidate == null ? List.of() : List.of(candidate), candidates);
    }

    @Test
    void shouldSayWhatItDoes() {
        assertEquals("estreamer", readmit.getScope());
        assertEquals("gives records again to a plugin that was quarantined", readmit.getDescription());
    }

    /** A line with the cursor at its end. */
    private record Typed(String getBuffer) implements CommandLine {
        @Override
        public String[] getArguments() {
            return getBuffer.split(" ", -1);
        }

        @Override
        public int getCursorArgumentIndex() {
            return getArguments().length - 1;
        }

        @Override
        public String getCursorArgument() {
            return getArguments()[getCursorArgumentIndex()];
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public int getBufferPosition() {
            return getBuffer.length();
        }
    }
}
