package org.estreamer.shell.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.estreamer.format.Format;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeCommandTest {
    private static final Map<String, Object> JSON = Map.of(Format.NAME, "json");

    private final Services services = new Services();
    private final PassingTime time = new PassingTime();
    private final Console console = new Console();

    @TempDir
    Path folder;

    DecodeCommandTest() {
        ServicesRig.codec(services, new PlainCodec());
        services.addFormat(PlainCodec.FORMAT, JSON);
    }

    private int decode(InputStream in, OutputStream out, String... words) throws Exception {
        return new DecodeCommand(services, time).run(List.of(words), new Streams(in, out, console.out, console.err));
    }

    private int decode(byte[] stream) throws Exception {
        return decode(new ByteArrayInputStream(stream), console.outBytes, "-");
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void shouldPrintALineForEachRecordOfAFile() throws Exception {
        Path file = Files.write(folder.resolve("stream.bin"), PlainCodec.records(71, 400));

        int status = decode(InputStream.nullInputStream(), console.outBytes, file.toString());

        assertEquals(ExitStatus.OK, status);
        assertEquals("record 71\nrecord 400\n", console.out());
        assertEquals("", console.err());
    }

    @Test
    void shouldPrintOnlyTheRecordsThatAreAskedFor() throws Exception {
        Path file = Files.write(folder.resolve("stream.bin"), PlainCodec.records(71, 400));

        int status = decode(InputStream.nullInputStream(), console.outBytes, "--records", "400", file.toString());

        assertEquals(ExitStatus.OK, status);
        assertEquals("record 400\n", console.out());
    }

    @Test
    void shouldSayThatOnlyALogHasTimesOfArrival() throws Exception {
        Path file = Files.write(folder.resolve("stream.bin"), PlainCodec.records(71));
        for (String where : List.of(file.toString(), "-")) {
            UsageFault fault = assertThrows(
                    UsageFault.class,
                    () -> decode(InputStream.nullInputStream(), console.outBytes, "--from", "-2h", where));
            assertTrue(fault.getMessage().contains("is no log"), fault.getMessage());
        }
        UsageFault fault = assertThrows(
                UsageFault.class,
                () -> decode(InputStream.nullInputStream(), console.outBytes, "--records", "nothing", "-"));
        assertTrue(fault.getMessage().contains("intrusion"), fault.getMessage());
    }

    @Test
    void shouldSayThatTheMomentsAreTheWrongWayRound() {
        UsageFault fault = assertThrows(
                UsageFault.class,
                () -> decode(InputStream.nullInputStream(), console.outBytes, "--from=-1h", "--to=-2h", "data/log"));
        assertTrue(fault.getMessage().startsWith("--from -1h is not before --to -2h"), fault.getMessage());
    }

    @Test
    void shouldSayWhyALogCannotBeRead() throws Exception {
        ServicesRig.logFiles(services, new LogFiles() {
            @Override
            public List<Found> find(Path path) throws IOException {
                throw new AccessDeniedException(path.toString());
            }

            @Override
            public LogHistory read(Found log, LogSpan span, Consumer<String> told) {
                throw new AssertionError("there is none");
            }
        });

        assertEquals(ExitStatus.FAILED, decode(InputStream.nullInputStream(), console.outBytes, folder.toString()));
        String user = System.getProperty("user.name");
        assertEquals("estreamer: " + folder + ": permission denied for user " + user + "\n", console.err());
    }

    @Test
    void shouldPrintTheRecordsInsideABundle() throws Exception {
        byte[] two = ByteBuffer.allocate(8).putInt(71).putInt(62).array();

        assertEquals(ExitStatus.OK, decode(join(PlainCodec.message(0, new byte[0]), PlainCodec.message(4002, two))));
        assertEquals("record 71\nrecord 62\n", console.out());
    }

    @Test
    void shouldAcceptAnEmptyStream() throws Exception {
        assertEquals(ExitStatus.OK, decode(new byte[0]));
        assertEquals("", console.out() + console.err());
    }

    @Test
    void shouldPrintEverythingBeforeACutAtAnyByte() throws Exception {
        byte[] stream = PlainCodec.records(1, 2, 3);
        for (int length = 0; length <= stream.length; length++) {
            Console each = new Console();
            int status = new DecodeCommand(services, time)
                    .run(List.of("-"), each.streams(new ByteArrayInputStream(stream, 0, length)));

            boolean boundary = length % 12 == 0;
            assertEquals(boundary ? ExitStatus.OK : ExitStatus.BROKEN_STREAM, status, "cut at " + length);
            assertEquals(length / 12, each.outLines().size(), "cut at " + length);
            String cut = "estreamer: standard input: the stream is cut at byte " + length / 12 * 12 + "\n";
            assertEquals(boundary ? "" : cut, each.err());
        }
    }

    @Test
    void shouldStopWhereTheStreamIsOutOfStep() throws Exception {
        byte[] garbage = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

        int status = decode(join(PlainCodec.records(71), garbage, PlainCodec.records(72)));

        assertEquals(ExitStatus.BROKEN_STREAM, status);
        assertEquals("record 71\n", console.out());
        assertEquals("estreamer: standard input: no message starts at byte 12\n", console.err());
    }

    @Test
    void shouldTellUnknownTypesOnceAndCountBrokenRecords() throws Exception {
        int status = decode(PlainCodec.records(71, 9001, 9001, 9002, 8001, 8002));

        assertEquals(ExitStatus.OK, status);
        assertEquals(6, console.outLines().size());
        assertEquals(
                List.of(
                        "estreamer: no layout describes record type 9001, first seen as record 2: printed with its raw"
                                + " bytes",
                        "estreamer: no layout describes record type 9002, first seen as record 4: printed with its raw"
                                + " bytes",
                        "estreamer: record 5, type 8001, is broken: text ends outside at byte 20",
                        "estreamer: 2 of 6 records are broken"),
                console.err().lines().toList());
    }

    @Test
    void shouldTellWhatElseIsInTheStream() throws Exception {
        byte[] none = new byte[0];
        int status = decode(join(
                PlainCodec.message(1, "No space\u001b[2J".getBytes(StandardCharsets.UTF_8)),
                PlainCodec.message(777, none),
                PlainCodec.message(777, none),
                PlainCodec.message(6, none)));

        assertEquals(ExitStatus.OK, status);
        assertEquals(
                List.of(
                        "estreamer: the server reported error 19: No space?[2J",
                        "estreamer: messages of type 777 are not known and were left out",
                        "estreamer: 1 host profile left out: they are no records"),
                console.err().lines().toList());
    }

    @Test
    void shouldLeaveOutMessagesOfUnknownTypesInsideABundle() throws Exception {
        byte[] two =
                ByteBuffer.allocate(8).putInt(PlainCodec.MESSAGE).putInt(62).array();

        assertEquals(
                ExitStatus.OK,
                decode(join(PlainCodec.message(4002, two), PlainCodec.message(PlainCodec.MESSAGE, new byte[0]))));
        assertEquals("record 62\n", console.out());
        assertEquals("estreamer: messages of type 20000 are not known and were left out\n", console.err());
    }

    @Test
    void shouldNameAFileThatIsNotThere() throws Exception {
        String file = folder.resolve("nothing.bin").toString();

        assertEquals(ExitStatus.FAILED, decode(InputStream.nullInputStream(), console.outBytes, file));
        assertTrue(console.err().startsWith("estreamer: " + file + " ("), console.err());
    }

    @Test
    void shouldRefuseAFolder() throws Exception {
        assertEquals(ExitStatus.FAILED, decode(InputStream.nullInputStream(), console.outBytes, folder.toString()));
        assertTrue(console.err().contains(folder.toString()), console.err());
    }

    @Test
    void shouldRefuseAnythingButOneFile() {
        InputStream none = InputStream.nullInputStream();
        assertThrows(UsageFault.class, () -> decode(none, console.outBytes));
        assertThrows(UsageFault.class, () -> decode(none, console.outBytes, "a", "b"));
        assertThrows(UsageFault.class, () -> decode(none, console.outBytes, "--colour", "-"));
    }

    @Test
    void shouldNameTheFormatsThereAre() {
        services.addFormat(options -> PlainCodec.FORMAT.writer(options), Map.of(Format.NAME, "text"));

        UsageFault fault = assertThrows(
                UsageFault.class,
                () -> decode(InputStream.nullInputStream(), console.outBytes, "--format", "xml", "-"));

        assertEquals("there is no format xml, only json, text", fault.getMessage());
        assertTrue(
                time.passed().compareTo(Duration.ofSeconds(2)) < 0,
                time.passed().toString());
    }

    @Test
    void shouldWaitForTheDecoderToStart() throws Exception {
        Services late = new Services();
        time.at(Duration.ofSeconds(2), () -> late.addFormat(PlainCodec.FORMAT, JSON))
                .at(Duration.ofSeconds(3), () -> ServicesRig.codec(late, new PlainCodec()));

        int status = new DecodeCommand(late, time)
                .run(List.of("-"), console.streams(new ByteArrayInputStream(PlainCodec.records(71))));

        assertEquals(ExitStatus.OK, status);
        assertEquals("record 71\n", console.out());
    }

    @Test
    void shouldNotWaitForEverForADecoderThatDoesNotStart() throws Exception {
        int status = new DecodeCommand(new Services(), time).run(List.of("-"), console.streams());

        assertEquals(ExitStatus.FAILED, status);
        assertTrue(console.err().contains("the decoder has not started"), console.err());
    }

    @Test
    void shouldStopQuietlyWhenNobodyReadsAnyMore() throws Exception {
        PipedOutputStream pipe = new PipedOutputStream();
        new PipedInputStream(pipe).close();

        assertEquals(ExitStatus.OK, decode(new ByteArrayInputStream(PlainCodec.records(71)), pipe, "-"));
        assertEquals("", console.err());
    }

    @Test
    void shouldTellWhenTheOutputIsFull() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertEquals(ExitStatus.FAILED, decode(new ByteArrayInputStream(PlainCodec.records(71)), full, "-"));
        assertEquals("estreamer: the output cannot be written: No space left on device\n", console.err());
    }

    @Test
    void shouldTellWhenTheInputCannotBeReadOn() throws Exception {
        InputStream failing = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(PlainCodec.records(71)), failing);

        assertEquals(ExitStatus.FAILED, decode(in, console.outBytes, "-"));
        assertEquals("record 71\n", console.out());
        assertEquals("estreamer: standard input cannot be read: Input/output error\n", console.err());
    }

    @Test
    void shouldShowWhatHasComeBeforeItWaitsForMore() throws Exception {
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int octet) {
                throw new AssertionError("one octet at a time");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                seen.add(new String(bytes, offset, length, StandardCharsets.US_ASCII));
            }
        };
        PipedOutputStream server = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(server);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> {
            try {
                return decode(in, out, "-");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        for (int type : new int[] {71, 72}) {
            server.write(PlainCodec.records(type));
            server.flush();
            assertEquals("record " + type + "\n", seen.poll(10, TimeUnit.SECONDS));
        }
        server.close();
        assertEquals(ExitStatus.OK, status.get(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldStopWhenItIsInterrupted() throws Exception {
        byte[] stream = PlainCodec.records(1, 2, 3);
        InputStream interrupting = new ByteArrayInputStream(stream) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                Thread.currentThread().interrupt();
                return super.read(bytes, offset, Math.min(length, 12));
            }
        };

        int status = decode(interrupting, console.outBytes, "-");

        assertTrue(Thread.interrupted());
        assertEquals(ExitStatus.OK, status);
        assertEquals("", console.out());
        assertEquals(24, interrupting.available(), Arrays.toString(stream));
    }
}
