package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.log.LogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that gets another name, or goes, on the disk. */
class RenameTest {
    private static final int KILLS = 5;
    private static final long RECORDS = 20;
    private static final String OTHER = "renamed";

    @TempDir
    private Path folder;

    /** Gives a log another name and its own again, until it is killed. */
    static final class Renaming {
        private Renaming() {}

        public static void main(String[] folder) throws Exception {
            try (Logs logs = new LogRig(Path.of(folder[0])).open()) {
                String from = logs.status().get(0).server();
                String to = from.equals(OTHER) ? Events.SERVER : OTHER;
                logs.rename(from, to);
                System.out.println("begun");
                for (int i = 0; i >= 0; i++) {
                    logs.rename(i % 2 == 0 ? to : from, i % 2 == 0 ? from : to);
                }
            }
        }
    }

    private void write() throws Exception {
        try (Logs logs = new LogRig(folder).open();
                LogWriter writer = LogRig.writer(logs);
                LogReader reader = logs.read("a", false)) {
            LogRig.put(writer, Events.batch(1_000, 0, RECORDS));
            reader.place(Events.SERVER, Optional.empty());
            LogPosition position = reader.poll(LogRig.limit()).after(7);
            reader.durable(Events.SERVER, RECORDS).get(20, TimeUnit.SECONDS);
            reader.finished(Map.of(Events.SERVER, position));
        }
    }

    @Test
    void shouldBeOneLogWithItsPlacesWheneverItIsKilledWhileItGetsAnotherName() throws Exception {
        write();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Renaming.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertEquals('b', process.getInputStream().read(), "it has renamed once");
            process.destroyForcibly().waitFor();
            try (Logs logs = new LogRig(folder).open();
                    LogReader reader = logs.read("a", false)) {
                assertEquals(1, logs.status().size(), () -> logs.status().toString());
                String server = logs.status().get(0).server();
                assertEquals(List.of(), logs.verify(server).problems());
                assertEquals(7, reader.place(server, Optional.empty()).number());
                assertEquals(LongStream.range(7, RECORDS).boxed().toList(), LogRig.numbers(LogRig.batches(reader)));
            }
        }
    }

    @Test
    void shouldDeleteAtTheNextStartWhatIsLeftOfALogThatWent() throws Exception {
        write();
        Files.move(folder.resolve(Events.SERVER), folder.resolve(".gone-1"));
        try (Logs logs = new LogRig(folder).open()) {
            assertEquals(List.of(), logs.status());
            assertFalse(Files.exists(folder.resolve(".gone-1")));
        }
    }

    @Test
    void shouldTakeTheFilesOfALogThatGoes() throws Exception {
        write();
        try (Logs logs = new LogRig(folder).open()) {
            logs.forgetLog(Events.SERVER);
            assertFalse(Files.exists(folder.resolve(Events.SERVER)));
        }
        try (Logs logs = new LogRig(folder).open()) {
            assertEquals(List.of(), logs.status());
        }
    }

    @Test
    void shouldKeepItsNameWhereTheDiskDoesNotRenameIt() throws Exception {
        write();
        try (Logs logs = new LogRig(folder).open()) {
            Path inTheWay = Files.createDirectory(folder.resolve(OTHER));
            Files.createFile(inTheWay.resolve("file"));
            assertThrows(IOException.class, () -> logs.rename(Events.SERVER, OTHER));
            assertEquals(
                    List.of(Events.SERVER),
                    logs.status().stream().map(LogStatus::server).toList());
            LogRig.put(LogRig.writer(logs), Events.batch(1_001, RECORDS, RECORDS + 1));
            try (LogReader reader = logs.read("a", false)) {
                assertEquals(
                        LongStream.rangeClosed(7, RECORDS).boxed().toList(), LogRig.numbers(LogRig.batches(reader)));
            }
            assertTrue(Files.exists(inTheWay.resolve("file")));
        }
    }

    @Test
    void shouldTellOfACopyOfALogThatLiesBesideIt() throws Exception {
        write();
        Path copy = Files.createDirectory(folder.resolve(Events.SERVER + "-copy"));
        for (Path file : new LogRig(folder).files("")) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        try (CapturedLog said = new CapturedLog();
                Logs logs = new LogRig(folder).open()) {
            assertEquals(
                    List.of(Events.SERVER),
                    logs.status().stream().map(LogStatus::server).toList());
            assertEquals(
                    1, said.lines(copy + " is a copy of the log of server fmc").size(), said.text());
            String told = assertThrows(IOException.class, () -> logs.write("fmc-copy", "other:8302"))
                    .getMessage();
            assertTrue(told.contains("is a copy of the log of server fmc"), told);
        }
    }
}
