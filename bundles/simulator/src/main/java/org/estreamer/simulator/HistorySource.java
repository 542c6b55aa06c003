package org.estreamer.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.estreamer.simulator.Cycle.Place;

/**
 * Makes the records of the {@link History} for one client. Everything in a record is a function of the seed and of its
 * number, so whoever asks for a second again gets the same bytes again. A record that the client did not subscribe to is
 * passed over; its number is not used again.
 *
 * <p>The number of a record can be told from its story's time: second and microsecond do not repeat.
 */
final class HistorySource implements Source {
    private static final int EPHEMERAL_PORTS = 32_768;
    /** How long to gather records once the newest is sent, so that a bundle has more than one. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final History history;
    private final long seed;
    private final TemplateFactory factory;
    private final Template[][] templates = new Template[Cycle.LENGTH][];
    private final Set<Mention> named = new HashSet<>();
    private final Deque<byte[]> metadata = new ArrayDeque<>();
    private final Slot.Values values = new Slot.Values();
    private final Outbox outbox;
    private long next;
    private long rest = System.nanoTime();

    /**
     * Starts.
     *
     * @param history      when which record was stored
     * @param seed         chooses the content
     * @param factory      makes the templates
     * @param subscription what the client wants
     * @param timestamp    where the client wants to start, as in its request
     * @param outbox       gathers what goes out together
     */
    HistorySource(
            History history,
            long seed,
            TemplateFactory factory,
            Subscription subscription,
            long timestamp,
            Outbox outbox) {
        this.history = history;
        this.seed = seed;
        this.factory = factory;
        this.outbox = outbox;
        this.next = history.start(timestamp);
        Map<Place, Template[]> shared = new HashMap<>();
        for (int i = 0; i < Cycle.LENGTH; i++) {
            Place place = Cycle.place(i);
            if (subscription.blockOf(place.kind()) != 0) {
                templates[i] = shared.computeIfAbsent(
                        place, p -> new Template[p.story().variants()]);
            }
        }
    }

    @Override
    public boolean send(OutputStream out) throws IOException {
        long stored = history.stored();
        boolean full = false;
        while (next < stored && !full) {
            int position = (int) (next % Cycle.LENGTH);
            full = templates[position] != null && !add(position);
            if (!full) {
                next++;
            }
        }
        if (!full) {
            rest = System.nanoTime() + REST_NANOS;
        }
        return outbox.send(out);
    }

    /** Adds the next record, and before it what it refers to; false where the outbox is full before that. */
    private boolean add(int position) {
        Place place = Cycle.place(position);
        long began = next - place.back();
        long hash = mix(seed + began);
        Template template = template(place, templates[position], (int) hash);
        while (!metadata.isEmpty()) {
            if (!outbox.hasRoom(metadata.element().length)) {
                return false;
            }
            outbox.add(metadata.remove());
        }
        if (!outbox.hasRoom(template.length())) {
            return false;
        }
        fillIn(began, hash);
        outbox.add(template, values);
        return true;
    }

    private Template template(Place place, Template[] variants, int hash) {
        int variant = hash & (variants.length - 1);
        if (variants[variant] == null) {
            variants[variant] = factory.template(place.kind(), Scene.of(place.story(), variant));
            for (Mention mention : variants[variant].mentions()) {
                if (named.add(mention)) {
                    metadata.add(factory.metadata(mention));
                }
            }
        }
        return variants[variant];
    }

    private void fillIn(long began, long hash) {
        long port = EPHEMERAL_PORTS + (hash >>> 8 & 0x3FFF);
        long packets = 4 + (hash >>> 24 & 0x3F);
        long answers = packets + (hash >>> 32 & 0x3F);
        values.set(Slot.STORED_SECOND, history.second(next));
        values.set(Slot.EVENT_SECOND, history.second(began));
        values.set(Slot.EVENT_MICROSECOND, history.microsecond(began));
        values.set(Slot.FLOW_SECOND, history.second(began) - (hash >>> 40 & 7));
        values.set(Slot.FLOW_INSTANCE, 1 + (began >>> 16 & 7));
        values.set(Slot.FLOW_COUNTER, began & 0xFFFF);
        values.set(Slot.EVENT_ID, began & 0xFFFF_FFFFL);
        values.set(Slot.CLIENT_PORT, port);
        values.set(Slot.PORT_CHECKSUM, port);
        values.set(Slot.PACKETS_SENT, packets);
        values.set(Slot.PACKETS_RECEIVED, answers);
        values.set(Slot.BYTES_SENT, packets * 74);
        values.set(Slot.BYTES_RECEIVED, answers * 812);
    }

    /** Spreads neighbouring numbers over all 64 bits (the finisher of SplitMix64). */
    private static long mix(long number) {
        long mixed = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public long nanosUntilDue() {
        long untilStored = history.nanosUntil(next);
        return untilStored == Long.MAX_VALUE ? untilStored : Math.max(untilStored, rest - System.nanoTime());
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
