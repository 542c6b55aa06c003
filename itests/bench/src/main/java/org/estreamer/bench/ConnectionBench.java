package org.estreamer.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.JsonFormat;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Fault;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A connection record of the newest release: from the payload of its message to its fields, its digest, its JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ConnectionBench {
    private final LayoutCodec codec = new LayoutCodec();
    private final SummingVisitor visitor = new SummingVisitor();
    private final RecordWriter json = new JsonFormat(codec).writer(FormatOptions.PLAIN);
    private byte[] payload;

    /** Encodes the record. */
    @Setup
    public void encode() {
        payload = codec.encode(
                new RecordHeader(71, 0, 1_700_000_000L),
                Map.of(
                        "hostIpAddress", "192.0.2.10",
                        "initiatorIpAddress", "192.0.2.10",
                        "responderIpAddress", "198.51.100.20",
                        "initiatorPort", 51_515,
                        "responderPort", 443,
                        "clientUrl", "https://portal.example.test/login?next=%2Fhome",
                        "userAgent", "Mozilla/5.0 (X11; Linux x86_64)",
                        "referencedHost", "portal.example.test"));
    }

    /** Every field of the record, as a writer sees them. */
    @Benchmark
    public long visitAllFields() {
        Fault fault = codec.decode("fmc", payload).visit(visitor);
        return fault == null ? visitor.sum() : -1;
    }

    /** Whether the record is sound, as the session asks of each. */
    @Benchmark
    public boolean checkFault() {
        return codec.decode("fmc", payload).fault() == null;
    }

    /** Three fields by name, as a small plugin reads them. */
    @Benchmark
    public long readThreeFieldsByName() {
        var record = codec.decode("fmc", payload);
        return record.uint16("responderPort") + record.uint64("responderTransmittedBytes") + record.uint32("userId");
    }

    /** The digest by which repeated records are known. */
    @Benchmark
    public long digest() {
        return codec.decode("fmc", payload).digest();
    }

    /** The record as a line of JSON. */
    @Benchmark
    public void writeJson() throws IOException {
        json.write(codec.decode("fmc", payload), OutputStream.nullOutputStream());
    }
}
