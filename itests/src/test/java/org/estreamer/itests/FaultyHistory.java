package org.estreamer.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.itests.ScriptedManagementCenter.Client;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** What a scripted server has stored: numbered events, of which a file must hold every one once in the end. */
final class FaultyHistory {
    static final MessageCodec CODEC = new LayoutCodec();
    static final byte[] OFFER = CODEC.encode(
            new Message.StreamingInformation(List.of(new Message.Service(Message.Service.ESTREAMER, 0, 0, List.of()))));
    static final byte[] KEEP_ALIVE = CODEC.encode(new Message.Null());

    private static final long FIRST_SECOND = 1_700_000_000;

    /** Three events share a second, and five a bundle. */
    private static final int PER_SECOND = 3;

    private static final int PER_BUNDLE = 5;
    private static final int NEW_CLIENT_APPLICATION = 15;
    private static final long KEEP_ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final int device;
    private final int events;
    private final long firstSecond;
    private final long step;

    /**
     * Makes a history of 2023, in which something happens every second.
     *
     * @param device tells its events from those of others
     * @param events how many there are
     */
    FaultyHistory(int device, int events) {
        this(device, events, FIRST_SECOND, 1);
    }

    /**
     * Makes a history of another time.
     *
     * @param firstSecond where it begins
     * @param step        how many seconds there are from one in which something happens to the next
     */
    FaultyHistory(int device, int events, long firstSecond, long step) {
        this.device = device;
        this.events = events;
        this.firstSecond = firstSecond;
        this.step = step;
    }

    /** The messages for a client that asks for a start. */
    List<byte[]> bundles(long from) {
        int first = (int) Math.max(0, Math.min(events, (from - firstSecond + step - 1) / step * PER_SECOND));
        List<byte[]> messages = new ArrayList<>();
        for (int at = first; at < events; at += PER_BUNDLE) {
            List<Record> records = IntStream.range(at, Math.min(events, at + PER_BUNDLE))
                    .mapToObj(this::event)
                    .toList();
            messages.add(CODEC.encode(new Message.Bundle(1, messages.size() + 1L, new RecordBatch("", records))));
        }
        return messages;
    }

    /** All of these messages one after another. */
    byte[] stream(long from) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        bundles(from).forEach(stream::writeBytes);
        return stream.toByteArray();
    }

    private Record event(int number) {
        RecordHeader header = new RecordHeader(NEW_CLIENT_APPLICATION, 0, firstSecond + number / PER_SECOND * step);
        Map<String, ?> fields = Map.of("deviceId", device, "eventSecond", number, "client", Map.of("blockType", 100));
        return CODEC.decode("", CODEC.encode(header, fields));
    }

    /** Does all that a good server does: sends what it has, waits for every acknowledgement, keeps the connection alive. */
    void serve(Client client) throws IOException {
        serveOnce(client);
        keepAlive(client);
    }

    /** Does the same, with a pause after every bundle, which may change. */
    void serveSlowly(Client client, Supplier<Duration> pause) throws IOException {
        for (byte[] bundle : bundles(client.accept())) {
            client.send(bundle);
            client.awaitAcknowledgement();
            LockSupport.parkNanos(pause.get().toNanos());
        }
        keepAlive(client);
    }

    /** Sends what it has and waits for every acknowledgement. */
    void serveOnce(Client client) throws IOException {
        for (byte[] bundle : bundles(client.accept())) {
            client.send(bundle);
            client.awaitAcknowledgement();
        }
    }

    private static void keepAlive(Client client) throws IOException {
        while (true) {
            client.send(KEEP_ALIVE);
            LockSupport.parkNanos(KEEP_ALIVE_NANOS);
        }
    }

    /** Whether a file holds all of the history. */
    boolean isIn(Path file) throws IOException {
        return numbers(file).contains(events - 1);
    }

    /** The numbers of this history's events in a file, in its order. */
    List<Integer> numbers(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        Pattern own = Pattern.compile("\"deviceId\":" + device + ",.*\"eventSecond\":(\\d+),");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(own::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .toList();
        }
    }

    /** The numbers that a file must hold in the end. */
    List<Integer> all() {
        return IntStream.range(0, events).boxed().toList();
    }
}
