package org.estreamer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OwnCodeTest {
    private static final String OWN = OwnCodeTest.class.getName();

    private static String in(StackTraceElement... frames) {
        IllegalStateException thrown = new IllegalStateException();
        thrown.setStackTrace(frames);
        return OwnCode.of(OwnCodeTest.class.getClassLoader()).in(thrown);
    }

    @Test
    void shouldShowItsOwnFramesOnly() {
        assertEquals(
                "at " + OWN + ".send(Own.java:33)",
                in(
                        new StackTraceElement("java.util.List", "of", "List.java", 1),
                        new StackTraceElement(OWN, "send", "Own.java", 33)));
    }

    @Test
    void shouldLetNoNameWriteALineOfTheLog() {
        assertEquals(
                "at " + OWN + ".send(a 2026-01-31 WARN forged?[2J:33)",
                in(new StackTraceElement(OWN, "send", "a\n2026-01-31 WARN forged\u001B[2J", 33)));
    }
}
