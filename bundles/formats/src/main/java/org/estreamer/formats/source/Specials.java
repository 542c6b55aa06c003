package org.estreamer.formats.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.IsoTime;
import org.estreamer.formats.json.JsonWriter;
import org.estreamer.formats.reading.Reading;
import org.estreamer.record.Record;

/** What is known of a record beside its fields. */
public final class Specials {
    /** No value. */
    public static final Source NOTHING = new Computed((reading, entry, value) -> Kind.NONE);

    private Specials() {}

    /**
     * Makes a source.
     *
     * @param naming what is written of ids that have names, where all of the record is
     */
    public static Source of(String name, Naming naming) {
        return switch (name) {
            case "server" -> new Utf8Text(Record::server);
            case "name" -> new Utf8Text(Record::name);
            case "group" -> new Utf8Text(record -> record.group().id());
            case "type" ->
                new Computed((reading, entry, value) ->
                        number(value, reading.record().type()));
            case "messageType" ->
                new Computed((reading, entry, value) -> reading.record().messageType() == Record.EVENT_DATA
                        ? Kind.NONE
                        : number(value, reading.record().messageType()));
            case "domain" ->
                new Computed((reading, entry, value) -> reading.record().netmapId() == 0
                        ? Kind.NONE
                        : number(value, reading.record().netmapId()));
            case "archived" -> time(record -> record.archiveTimestamp() * 1000);
            case "arrived" -> time(Record::arrival);
            case "archivedMillis" ->
                new Computed((reading, entry, value) -> reading.record().archiveTimestamp() == 0
                        ? Kind.NONE
                        : number(value, reading.record().archiveTimestamp() * 1000));
            case "archivedSecond" ->
                new Computed((reading, entry, value) -> reading.record().archiveTimestamp() == 0
                        ? Kind.NONE
                        : number(value, reading.record().archiveTimestamp()));
            case "id" -> new RecordId();
            case "fault" ->
                new Computed((reading, entry, value) -> reading.fault() == null
                        ? Kind.NONE
                        : text(value, reading.fault().toString()));
            case "raw" ->
                new Computed((reading, entry, value) -> isUnread(reading)
                        ? text(
                                value,
                                Base64.getEncoder()
                                        .encodeToString(reading.record().body()))
                        : Kind.NONE);
            case "json" -> new WholeRecord(naming);
            default -> throw new IllegalArgumentException("there is no $" + name);
        };
    }

    /** Whether bytes of a record are not among its fields. */
    private static boolean isUnread(Reading reading) {
        return reading.fault() != null || !reading.record().known();
    }

    private static Source time(ToLongFunction<Record> millis) {
        IsoTime time = new IsoTime();
        return new Computed((reading, entry, value) -> {
            long at = millis.applyAsLong(reading.record());
            if (at <= 0) {
                return Kind.NONE;
            }
            time.put(value, at / 1000, at % 1000 * 1000);
            return Kind.PLAIN;
        });
    }

    private static Kind number(ByteBuilder value, long number) {
        value.unsigned(number);
        return Kind.NUMBER;
    }

    private static Kind text(ByteBuilder value, String text) {
        value.put(text.getBytes(StandardCharsets.UTF_8));
        return Kind.TEXT;
    }

    /** A text of the record, which is mostly the same as that of the record before. */
    private static final class Utf8Text extends Source {
        private final Function<Record, String> text;
        private String last = "";
        private byte[] utf8 = {};
        private Kind kind = Kind.NONE;

        Utf8Text(Function<Record, String> text) {
            super(NO_SLOT);
            this.text = text;
        }

        @Override
        public Kind put(Reading reading, int entry, ByteBuilder value) {
            String now = text.apply(reading.record());
            if (!now.equals(last)) {
                last = now;
                utf8 = now.getBytes(StandardCharsets.UTF_8);
                kind = now.isEmpty() ? Kind.NONE : Kind.ofText(utf8);
            }
            value.put(utf8);
            return kind;
        }
    }

    /** {@link Record#id}, without a text of its own for every record. */
    private static final class RecordId extends Source {
        private final Source server = new Utf8Text(Record::server);

        RecordId() {
            super(NO_SLOT);
        }

        @Override
        public Kind put(Reading reading, int entry, ByteBuilder value) {
            Kind kind = server.put(reading, value);
            value.put(':').unsigned(reading.record().archiveTimestamp()).put(':');
            long digest = reading.record().digest();
            for (int shift = 56; shift >= 0; shift -= 8) {
                value.hex((int) (digest >> shift));
            }
            return kind == Kind.NONE ? Kind.PLAIN : kind;
        }
    }

    /** All of the record, as format {@code json} writes it. */
    private static final class WholeRecord extends Source {
        private final JsonWriter json;

        WholeRecord(Naming naming) {
            super(NO_SLOT);
            json = new JsonWriter(new FormatOptions(naming, false, Set.of(), Set.of()));
        }

        @Override
        public Kind put(Reading reading, int entry, ByteBuilder value) {
            json.put(reading.record(), value);
            return Kind.JSON;
        }
    }
}
