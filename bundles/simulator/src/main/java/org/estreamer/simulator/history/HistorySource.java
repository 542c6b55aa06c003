package org.estreamer.simulator.history;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.estreamer.simulator.server.Source;
import org.estreamer.simulator.server.Subscription;
import org.estreamer.simulator.settings.Hash;
import org.estreamer.simulator.template.Slot;
import org.estreamer.simulator.template.Template;
import org.estreamer.simulator.template.TemplateFactory;
import org.estreamer.simulator.traffic.Cycle;
import org.estreamer.simulator.traffic.Cycle.Place;
import org.estreamer.simulator.traffic.Mention;
import org.estreamer.simulator.traffic.Metadata;
import org.estreamer.simulator.traffic.Scene;

/**
 * Makes the records of the {@link History} for one client. Everything in a record is a function of the seed and of its
 * number, so whoever asks for a second again gets the same bytes again. A record that the client did not subscribe to is
 * passed over; its number is not used again.
 *
 * <p>The number of a record can be told from its story's time: second and microsecond do not repeat.
 */
public final class HistorySource implements Source {
    private static final int EPHEMERAL_PORTS = 32_768;
    /** How long to gather records once the newest is sent, so that a bundle has more than one. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final History history;
    private final RecordOrder order;
    private final TemplateFactory factory;
    private final Renaming renaming;
    private final Template[][] templates = new Template[Cycle.LENGTH][];
    private final Set<Mention> named = new HashSet<>();
    private final Deque<byte[]> metadata = new ArrayDeque<>();
    private final Slot.Values values = new Slot.Values();
    private final Outbox outbox;
    private boolean renamed;
    private long left;
    private long rest = System.nanoTime();

    /**
     * Starts.
     *
     * @param history      when which record was stored
     * @param order        in which order the client gets them
     * @param factory      makes the templates
     * @param subscription what the client wants
     * @param renaming     when the server gives other names
     * @param outbox       gathers what goes out together
     * @param most         after how many records it is over
     */
    public HistorySource(
            History history,
            RecordOrder order,
            TemplateFactory factory,
            Subscription subscription,
            Renaming renaming,
            Outbox outbox,
            long most) {
        this.history = history;
        this.order = order;
        this.factory = factory;
        this.renaming = renaming;
        this.renamed = renaming.isDone();
        this.outbox = outbox;
        this.left = most;
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
        long end = order.end();
        boolean full = left == 0;
        long number = full ? History.NONE : order.next(end);
        while (number != History.NONE && !full) {
            long content = history.contentOf(number);
            int position = (int) (content % Cycle.LENGTH);
            boolean wanted = templates[position] != null;
            full = wanted && !add(number, content, position);
            if (!full) {
                order.take();
                left -= wanted ? 1 : 0;
                full = left == 0;
                number = order.next(end);
            }
        }
        if (!full) {
            rest = System.nanoTime() + REST_NANOS;
        }
        return outbox.send(out);
    }

    /** Adds the next record, and before it what it refers to; false where the outbox is full before that. */
    private boolean add(long number, long content, int position) {
        Place place = Cycle.place(position);
        long began = content - place.back();
        long hash = Hash.of(history.seed() + began);
        if (!renamed && renaming.isDoneAt(number)) {
            rename();
        }
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
        fillIn(number, began, hash);
        outbox.add(template, values);
        return true;
    }

    /** Sends again what has another name from now on. */
    private void rename() {
        renamed = true;
        for (Mention mention : named) {
            if (Metadata.isRenamed(mention)) {
                metadata.add(factory.renamed(mention));
            }
        }
    }

    private Template template(Place place, Template[] variants, int hash) {
        int variant = hash & (variants.length - 1);
        if (variants[variant] == null) {
            variants[variant] = factory.template(place.kind(), Scene.of(place.story(), variant));
            for (Mention mention : variants[variant].mentions()) {
                if (named.add(mention)) {
                    boolean other = renamed && Metadata.isRenamed(mention);
                    metadata.add(other ? factory.renamed(mention) : factory.metadata(mention));
                }
            }
        }
        return variants[variant];
    }

    private void fillIn(long number, long began, long hash) {
        long port = EPHEMERAL_PORTS + (hash >>> 8 & 0x3FFF);
        long packets = 4 + (hash >>> 24 & 0x3F);
        long answers = packets + (hash >>> 32 & 0x3F);
        values.set(Slot.STORED_SECOND, history.archivalSecond(number));
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

    @Override
    public long nanosUntilDue() {
        long untilStored = order.nanosUntilNext();
        return untilStored == Long.MAX_VALUE ? untilStored : Math.max(untilStored, rest - System.nanoTime());
    }

    @Override
    public boolean isOver() {
        return left == 0;
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
