package org.estreamer.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
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
import org.estreamer.metadata.StreamMetadata;
import org.estreamer.metadata.names.NameTableParser;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.pipeline.metadata.NameResolver.StreamNames;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
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
// as the launcher starts the client
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xms64m", "-Xmx512m"})
public class FormatBench {
    /** The format. */
    @Param({"json", "ecs", "sfw-json", "cef"})
    public String format;

    /** Whether empty fields are left out. */
    @Param({"false", "true"})
    public boolean omitEmpty;

    private static final int BATCH = 64;
    private static final String SERVER = "fmc";
    private static final String POLICY = "00000002-0000-4000-8000-000000000000";
    private static final String INSIDE = "00000005-0000-4000-8000-000000000000";
    private static final String OUTSIDE = "00000006-0000-4000-8000-000000000000";

    private final LayoutCodec codec = new LayoutCodec();
    private final StreamNames names = new StreamMetadata(SERVER, codec, NameTableParser.standard());
    private final Record[] records = new Record[BATCH];
    private RecordWriter writer;
    private byte[] payload;
    /** The batch's messages, of which only the length counts here. */
    private byte[] messages;

    /** Encodes the record, and makes its ids known. */
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
                        Map.entry("policyRevision", POLICY),
                        Map.entry("ingressZone", INSIDE),
                        Map.entry("egressZone", OUTSIDE),
                        Map.entry("userId", 104),
                        Map.entry("applicationId", 1122),
                        Map.entry("webApplicationId", 2001),
                        Map.entry("initiatorTransmittedBytes", 1800),
                        Map.entry("responderTransmittedBytes", 22_000),
                        Map.entry("clientUrl", "https://portal.example.test/login?next=%2Fhome"),
                        Map.entry("userAgent", "Mozilla/5.0 (X11; Linux x86_64)"),
                        Map.entry("referencedHost", "portal.example.test")));
        messages = new byte[BATCH * (RecordBatch.HEADER + payload.length)];
        tellNames();
    }

    private void tellNames() {
        names.name(new RecordBatch(
                SERVER,
                List.of(
                        metadata(123, Map.of("id", 4, "name", "branch-ftd.example.test")),
                        metadata(115, Map.of("blockType", 14, "uuid", INSIDE, "name", "inside")),
                        metadata(115, Map.of("blockType", 14, "uuid", OUTSIDE, "name", "outside")),
                        metadata(145, Map.of("blockType", 64, "uuid", POLICY, "sensorId", 4, "name", "Branch offices")),
                        metadata(119, Map.of("blockType", 15, "uuid", POLICY, "id", 268_435_457, "name", "Web access")),
                        metadata(98, Map.of("blockType", 57, "id", 104, "protocol", 710, "username", "CORP\\mrossi")),
                        metadata(63, Map.of("id", 1122, "name", "HTTPS")),
                        metadata(109, Map.of("id", 2001, "name", "Example portal")))));
    }

    private Record metadata(int type, Map<String, ?> values) {
        return codec.decode(SERVER, codec.encode(new RecordHeader(type, 0, RecordHeader.SHORT), values));
    }

    /** A batch of records, each as a line. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void write() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            records[i] = codec.decode(SERVER, payload);
        }
        RecordBatch batch = new RecordBatch(SERVER, messages, 0, messages.length, Arrays.asList(records));
        batch.arriveAt(System.currentTimeMillis()); // as a log does
        names.name(batch);
        for (Record record : records) {
            writer.write(record, OutputStream.nullOutputStream());
        }
    }
}
