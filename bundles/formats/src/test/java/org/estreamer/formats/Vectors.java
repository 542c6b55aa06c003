package org.estreamer.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.format.RecordWriter;
import org.estreamer.record.Record;

/** Records to try formats with. */
final class Vectors {
    static final LayoutCodec CODEC = new LayoutCodec();
    static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    static final Map<String, Format> FORMATS = Map.of(
            "json", new JsonFormat(CODEC), "ecs", new EcsFormat(), "sfw-json", new SfwFormat(), "cef", new CefFormat());

    private Vectors() {}

    /** Sound records of every layout. */
    static List<Record> sound() {
        return records("records.jsonl");
    }

    /** Records that are cut short, lie about their lengths, or are noise. */
    static List<Record> broken() {
        return records("broken.jsonl");
    }

    private static List<Record> records(String resource) {
        return lines(resource).stream()
                .map(line -> record(json(line).get("message").asText()))
                .toList();
    }

    static Record record(String hex) {
        return CODEC.decode("lab", HexFormat.of().parseHex(hex));
    }

    static List<String> lines(String resource) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Vectors.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String line) {
        try {
            return STRICT.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    static RecordWriter writer(String format, Naming naming) {
        return FORMATS.get(format).writer(new FormatOptions(naming, false, Set.of(), Set.of()));
    }

    /** The line of a record, without its end. */
    static String line(RecordWriter writer, Record record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(record, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String line = out.toString(StandardCharsets.UTF_8);
        if (line.indexOf('\n') != line.length() - 1) {
            throw new IllegalStateException("not one line: " + line);
        }
        return line.substring(0, line.length() - 1);
    }
}
