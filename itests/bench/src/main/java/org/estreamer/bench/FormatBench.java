package org.estreamer.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.CefFormat;
import org.estreamer.formats.EcsFormat;
import org.estreamer.formats.JsonFormat;
import org.estreamer.formats.SfwFormat;
import org.estreamer.pipeline.RecordHeader;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.NameSource;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Record;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A connection record of the newest release with the names of its ids, written in each format. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FormatBench {
    /** The format. */
    @Param({"json", "ecs", "sfw-json", "cef"})
    public String format;

    /** Whether empty fields are left out. */
    @Param({"false", "true"})
    public boolean omitEmpty;

    private final LayoutCodec codec = new LayoutCodec();
    private final NameSource names = new FixedNames();
    private RecordWriter writer;
    private byte[] payload;

    /** Encodes the record. */
    @Setup
    public void encode() {
        Map<String, Format> formats = Map.of(
                "json",
                new JsonFormat(codec),
                "ecs",
                new EcsFormat(),
                "sfw-json",
                new SfwFormat(),
                "cef",
                new CefFormat());
        writer = formats.get(format).writer(new FormatOptions(Naming.BOTH, omitEmpty, Set.of(), Set.of()));
        payload = codec.encode(
                new RecordHeader(71, 0, 1_700_000_000L),
                Map.ofEntries(
                        Map.entry("hostIpAddress", "192.0.2.10"),
                        Map.entry("eventSecond", 1_700_000_000L),
                        Map.entry("deviceId", 4),
                        Map.entry("initiatorIpAddress", "192.0.2.10"),
                        Map.entry("responderIpAddress", "198.51.100.20"),
                        Map.entry("protocol", 6),
                        Map.entry("initiatorPort", 51_515),
                        Map.entry("responderPort", 443),
                        Map.entry("firstPacketTimestamp", 1_699_999_990L),
                        Map.entry("lastPacketTimestamp", 1_699_999_999L),
                        Map.entry("ruleId", 268_435_457),
                        Map.entry("ruleAction", 2),
                        Map.entry("policyRevision", "00000002-0000-4000-8000-000000000000"),
                        Map.entry("ingressZone", "00000005-0000-4000-8000-000000000000"),
                        Map.entry("egressZone", "00000006-0000-4000-8000-000000000000"),
                        Map.entry("userId", 104),
                        Map.entry("applicationId", 1122),
                        Map.entry("webApplicationId", 2001),
                        Map.entry("initiatorTransmittedBytes", 1800),
                        Map.entry("responderTransmittedBytes", 22_000),
                        Map.entry("clientUrl", "https://portal.example.test/login?next=%2Fhome"),
                        Map.entry("userAgent", "Mozilla/5.0 (X11; Linux x86_64)"),
                        Map.entry("referencedHost", "portal.example.test")));
    }

    /** The record as a line. */
    @Benchmark
    public void write() throws IOException {
        Record record = codec.decode("fmc", payload);
        record.nameBy(names, 1);
        writer.write(record, OutputStream.nullOutputStream());
    }

    /** One name for each of the ids that are there. */
    private static final class FixedNames implements NameSource {
        private final byte[] name = "Example of a name".getBytes(StandardCharsets.UTF_8);
        private final Field[] keys = new Field[1 << 16];

        private final Map<String, String> named = Map.ofEntries(
                Map.entry("deviceId", "deviceName"),
                Map.entry("eventSubtype", "eventSubtypeName"),
                Map.entry("ruleId", "ruleName"),
                Map.entry("ruleAction", "ruleActionName"),
                Map.entry("policyRevision", "policyName"),
                Map.entry("ingressZone", "ingressZoneName"),
                Map.entry("egressZone", "egressZoneName"),
                Map.entry("userId", "userName"),
                Map.entry("applicationId", "applicationName"),
                Map.entry("webApplicationId", "webApplicationName"),
                Map.entry("protocol", "protocolName"));

        private void give(Field field, NameVisitor visitor) {
            Field key = keys[field.index()];
            if (key == null) {
                key = new Field(named.getOrDefault(field.name(), ""), FieldKind.TEXT);
                keys[field.index()] = key;
            }
            if (!key.name().isEmpty()) {
                visitor.name(key, name);
            }
        }

        @Override
        public void header(Record record, long number, NameVisitor visitor) {
            // the server has one domain
        }

        @Override
        public void number(Record record, long number, Field field, long value, NameVisitor visitor) {
            give(field, visitor);
        }

        @Override
        public void bytes(
                Record record, long number, Field field, byte[] buffer, int offset, int length, NameVisitor visitor) {
            give(field, visitor);
        }
    }
}
