package org.estreamer.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static Terminal terminal(String tty, Map<String, String> environment) {
        return new Terminal(Map.of("estreamer.tty", tty)::get, environment::get);
    }

    @Test
    void shouldRedrawOnATerminalThatCanDoSo() {
        assertTrue(terminal("true", Map.of("TERM", "xterm")).redraws());
        assertFalse(terminal("false", Map.of("TERM", "xterm")).redraws());
        assertFalse(terminal("true", Map.of("TERM", "dumb")).redraws());
        assertFalse(terminal("true", Map.of("TERM", "")).redraws());
        assertFalse(terminal("true", Map.of()).redraws());
    }

    @Test
    void shouldLeaveOutColoursWhereTheyAreNotWelcome() {
        assertTrue(terminal("true", Map.of()).colours());
        assertTrue(terminal("true", Map.of("NO_COLOR", "")).colours());
        assertFalse(terminal("true", Map.of("NO_COLOR", "1")).colours());
    }

    @Test
    void shouldReadTheSizeAsSttyPrintsIt() {
        assertEquals(new Terminal.Size(120, 40), Terminal.parse("40 120\n"));
    }

    @Test
    void shouldNotBelieveASizeThatIsNone() {
        for (String text : new String[] {"", "0 0", "24", "null null", "24 -80", "24 80 1", "999999 80"}) {
            assertNull(Terminal.parse(text), text);
        }
    }
}
