package org.estreamer.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final List<String> KNOWN = List.of("format=", "console");

    private static Options parse(String... words) throws UsageFault {
        return Options.parse(List.of(words), KNOWN);
    }

    @Test
    void shouldTakeAValueAsAWordOrBehindAnEqualsSign() throws UsageFault {
        Options expected = new Options(Map.of("format", "json"), List.of("file"));

        assertEquals(expected, parse("--format", "json", "file"));
        assertEquals(expected, parse("file", "--format=json"));
    }

    @Test
    void shouldTakeASwitchWithoutAValue() throws UsageFault {
        assertEquals(new Options(Map.of("console", ""), List.of("x")), parse("--console", "x"));
    }

    @Test
    void shouldTakeADashForAFile() throws UsageFault {
        assertEquals(List.of("-"), parse("-").operands());
    }

    @Test
    void shouldEndOptionsAtTwoDashes() throws UsageFault {
        assertEquals(List.of("--format", "-x"), parse("--", "--format", "-x").operands());
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        for (String word : List.of("--fromat", "-format", "--fromat=json", "--console=yes", "-x")) {
            UsageFault fault = assertThrows(UsageFault.class, () -> parse(word, "json"), word);
            assertTrue(fault.getMessage().contains(word), fault.getMessage());
        }
    }

    @Test
    void shouldRefuseAnOptionWithoutItsValue() {
        for (String word : List.of("--format", "--format=")) {
            UsageFault fault = assertThrows(UsageFault.class, () -> parse(word));
            assertEquals("option --format needs a value", fault.getMessage());
        }
    }
}
