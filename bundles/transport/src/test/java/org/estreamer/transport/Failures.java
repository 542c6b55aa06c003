package org.estreamer.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.junit.jupiter.api.function.Executable;

/** What every failure must be: of the right step, of the right kind, naming what to change, and without a secret. */
final class Failures {
    static final String SECRET = "pass-word-7";

    private Failures() {}

    static ConnectFailure permanent(ConnectStep step, Executable work, Object... named) {
        return failure(step, true, work, named);
    }

    static ConnectFailure passing(ConnectStep step, Executable work, Object... named) {
        return failure(step, false, work, named);
    }

    private static ConnectFailure failure(ConnectStep step, boolean permanent, Executable work, Object... named) {
        ConnectFailure failure = assertThrows(ConnectFailure.class, work);
        String message = failure.getMessage();
        assertEquals(step, failure.step(), message);
        assertEquals(permanent, failure.permanent(), message);
        for (Object name : named) {
            assertTrue(message.contains(name.toString()), () -> "no " + name + " in: " + message);
        }
        assertEquals(1, message.lines().count(), message);
        for (Throwable thrown = failure; thrown != null; thrown = thrown.getCause()) {
            assertFalse(String.valueOf(thrown.getMessage()).contains(SECRET), thrown.toString());
        }
        return failure;
    }
}
