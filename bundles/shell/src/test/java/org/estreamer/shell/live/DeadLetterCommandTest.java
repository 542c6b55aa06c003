package org.estreamer.shell.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.delivery.DeadLetters.Retried;
import org.estreamer.record.FakeRecord;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.UsageFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterCommandTest {
    private final Services services = new Services();
    private final ScriptedDispatcher dispatcher = new ScriptedDispatcher();
    private final ScriptedLetters letters = new ScriptedLetters();
    private final Console console = new Console();
    private int status;

    @BeforeEach
    void haveLetters() {
        services.dispatcher = dispatcher;
        dispatcher.letters("sql", letters);
        add(1, "no such column");
        add(2, "check\u001b[2J constraint");
    }

    private void add(long id, String reason) {
        letters.all.add(new DeadLetter(
                id,
                id + 100,
                Instant.parse("2026-01-31T08:00:00Z"),
                reason,
                "java.lang.Exception\n  at org.example.Sql.onRecord(Sql.java:7)",
                FakeRecord.event(100, id)));
    }

    private List<String> run(String... words) throws Exception {
        status = new DeadLetterCommand(services).run(List.of(words), console.streams());
        return console.outLines();
    }

    private String refused(String... words) {
        return assertThrows(UsageFault.class, () -> run(words)).getMessage();
    }

    @Test
    void shouldListWhatThereIs() throws Exception {
        assertEquals(
                List.of(
                        "id  failed at             server  number  type  record   reason",
                        " 1  2026-01-31T08:00:00Z  fmc        101    71  Fake 71  no such column",
                        " 2  2026-01-31T08:00:00Z  fmc        102    71  Fake 71  check?[2J constraint"),
                run("list", "sql"));
        assertEquals(ExitStatus.OK, status);
    }

    @Test
    void shouldListManyInPieces() throws Exception {
        LongStream.rangeClosed(3, 60).forEach(id -> add(id, "why"));
        List<String> first = run("list", "sql");
        assertEquals("60 dead letters in all; more: deadletter list sql 50", first.get(first.size() - 1));
        assertEquals(52, first.size());
        assertEquals(52 + 11, run("list", "sql", "50").size());
    }

    @Test
    void shouldShowOneWithItsStackAndItsBytes() throws Exception {
        assertEquals(
                List.of(
                        "dead letter 1 of sql, failed at 2026-01-31T08:00:00Z",
                        "record 71 (Fake 71), number 101 of server fmc, id "
                                + FakeRecord.event(100, 1).id(),
                        "no such column",
                        "  java.lang.Exception",
                        "    at org.example.Sql.onRecord(Sql.java:7)",
                        "bytes: 0000000000000001"),
                run("show", "sql", "1"));
    }

    @Test
    void shouldOfferSomeAgainAndSayWhatBecameOfThem() throws Exception {
        letters.answer.complete(new Retried(1, 1, "no such column"));
        assertEquals(
                List.of("sql has taken 1 dead letter and failed on 1; 2 are left: no such column"),
                run("retry", "sql", "1", "2"));
        assertEquals(Set.of(1L, 2L), letters.offered);
        assertEquals(ExitStatus.FAILED, status);
    }

    @Test
    void shouldSayWhichOfThoseToBeOfferedAreNotThere() throws Exception {
        assertEquals(List.of("plugin sql has no dead letter 9, 99"), run("retry", "sql", "9", "99"));
        assertEquals(ExitStatus.FAILED, status);
        assertNull(letters.offered, "no ids would be all of them");

        console.outBytes.reset();
        letters.answer.complete(new Retried(1, 0, ""));
        assertEquals(
                List.of("plugin sql has no dead letter 99", "sql has taken 1 dead letter and failed on 0; 2 are left"),
                run("retry", "sql", "2", "99"));
        assertEquals(Set.of(2L), letters.offered);
        assertEquals(ExitStatus.FAILED, status);
    }

    @Test
    void shouldSayWhyNothingIsOffered() throws Exception {
        letters.answer.completeExceptionally(new IllegalStateException("it is QUARANTINED"));
        assertEquals(List.of("plugin sql is offered nothing: it is QUARANTINED"), run("retry", "sql"));
        assertEquals(Set.of(), letters.offered);
        assertEquals(ExitStatus.FAILED, status);
    }

    @Test
    void shouldDeleteOnlyWhatIsNamed() throws Exception {
        assertTrue(refused("drop", "sql").startsWith("drop takes the ids"));
        assertEquals(2, letters.all.size());
        assertEquals(List.of("1 dead letter of sql deleted"), run("drop", "sql", "2"));
        console.outBytes.reset();
        assertEquals(List.of("plugin sql has no dead letter 9"), run("drop", "sql", "9"));
        console.outBytes.reset();
        assertEquals(List.of("1 dead letter of sql deleted"), run("drop", "sql", "all"));
        console.outBytes.reset();
        assertEquals(List.of("no dead letters of sql"), run("list", "sql"));
    }

    @Test
    void shouldSayWhatIsWrongWithTheWords() throws Exception {
        assertEquals("deadletter takes one of list, show, retry, drop and the name of a plugin", refused());
        assertEquals(
                "deadletter takes one of list, show, retry, drop and the name of a plugin", refused("burn", "sql"));
        assertEquals("x is not the id of a dead letter", refused("show", "sql", "x"));
        assertEquals(
                List.of("there is no plugin other, nor dead letters of one of that name: see estreamer:plugins"),
                run("list", "other"));
        assertEquals(ExitStatus.FAILED, status);
    }
}
