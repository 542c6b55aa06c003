package org.estreamer.plugin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.format.Format;
import org.estreamer.formats.CefFormat;
import org.estreamer.formats.EcsFormat;
import org.estreamer.formats.JsonFormat;
import org.estreamer.formats.SfwFormat;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.NameSource;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** What a configuration makes of a record, with the formats that the program has. */
class FileOutputTest {
    private static final String[] NO_FIELDS = {};
    private static final LayoutCodec CODEC = new LayoutCodec();

    @TempDir
    Path temp;

    private RunningFramework framework;
    private BundleContext context;

    @BeforeEach
    void start() throws Exception {
        framework = RunningFramework.in(temp);
        context = framework.context();
        offer("json", new JsonFormat(CODEC));
        offer("ecs", new EcsFormat());
        offer("sfw-json", new SfwFormat());
        offer("cef", new CefFormat());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    @Test
    void shouldWriteNamesBesideIdsUnlessTheConfigurationSaysOtherwise() throws Exception {
        String[] fields = {"recordType, ruleId,userId"}; // as a file has it: one text
        assertEquals(
                "{\"recordType\":71,\"ruleId\":7,\"userId\":0,\"names\":{\"ruleName\":\"Allow web\"}}\n",
                written(Map.of("fields", fields)));
        assertEquals(
                "{\"recordType\":71,\"ruleName\":\"Allow web\",\"userId\":0}\n",
                written(Map.of("fields", fields, "names", "only")));
        assertEquals(
                "{\"recordType\":71,\"ruleId\":7,\"userId\":0}\n", written(Map.of("fields", fields, "names", "none")));
    }

    @Test
    void shouldLeaveOutWhatTheConfigurationDoesNotWant() throws Exception {
        String line = written(Map.of("names", "none", "omitEmpty", true, "withoutFields", new String[] {"ruleId"}));
        assertTrue(line.startsWith("{\"recordType\":71,\"archiveTimestamp\":1700000000,"), line);
        assertTrue(line.contains("\"initiatorTransmittedBytes\":0"), line);
        assertFalse(line.contains("ruleId"), line);
        assertFalse(line.contains("userId"), line);
        assertFalse(line.contains("\"\""), line);
    }

    @Test
    void shouldWriteInTheFormThatTheConfigurationNames() throws Exception {
        assertTrue(written(Map.of("format", "cef")).startsWith("CEF:0|Cisco|Firepower|6.0|"));
        assertTrue(written(Map.of("format", "ecs")).contains("\"rule\":{\"id\":\"7\",\"name\":\"Allow web\"}"));
        assertTrue(written(Map.of("format", "sfw-json")).contains(":\"Allow web\""));
        assertFalse(written(Map.of("format", "sfw-json", "names", "none")).contains("Allow web"));
    }

    @Test
    void shouldSayWhichFieldAFormatDoesNotWriteAndWhichIsMeant() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> written(Map.of("fields", new String[] {"ruleID"})));
        assertEquals(
                "org.estreamer.plugin.file-a: fields names 'ruleID', which format json does not write: did you mean"
                        + " ruleId?",
                refusal.getMessage());
    }

    /** Of a component that fails, operators are shown the innermost cause. */
    @Test
    void shouldNameItsFileInTheInnermostCause() throws Exception {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> written(Map.of("names", "all")));
        assertEquals(
                "org.estreamer.plugin.file-a: names is 'all', but it must be both, only or none", refusal.getMessage());
        assertNull(refusal.getCause());
        assertFalse(written(Map.of("names", "none ")).contains("Allow web"));
    }

    @Test
    void shouldSayWhatHidesThePath() throws Exception {
        Path file = Files.writeString(temp.resolve("org.estreamer.plugin.file-a.cfg"), "\uFEFFpath=a.json");
        Map<String, String> properties = Map.of(
                "service.pid",
                "org.estreamer.plugin.file-a",
                "felix.fileinstall.filename",
                file.toUri().toString());
        FileConfiguration unset = configuration(Path.of(""), Map.of());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new FileOutput(unset, properties, context))
                .getMessage()
                .startsWith("org.estreamer.plugin.file-a: the file begins with a byte order mark"));
    }

    /** What a file of this configuration has after one record. */
    private String written(Map<String, Object> settings) throws Exception {
        Path path = Files.createTempDirectory(temp, "out").resolve("events");
        FileOutput output = new FileOutput(
                configuration(path, settings), Map.of("service.pid", "org.estreamer.plugin.file-a"), context);
        Plugin plugin = context.getService(context.getServiceReference(Plugin.class));
        plugin.onRecord(record());
        output.stop();
        return Files.readString(path);
    }

    /** As the framework makes it: what is not set has its default. */
    private static FileConfiguration configuration(Path path, Map<String, Object> settings) {
        Map<String, Object> usual = Map.of("path", path.toString(), "records", NO_FIELDS);
        return (FileConfiguration) Proxy.newProxyInstance(
                FileConfiguration.class.getClassLoader(),
                new Class<?>[] {FileConfiguration.class},
                (proxy, method, arguments) -> settings.getOrDefault(
                        method.getName(), usual.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    private void offer(String name, Format format) {
        context.registerService(Format.class, format, FrameworkUtil.asDictionary(Map.of(Format.NAME, name)));
    }

    private static Record record() {
        byte[] payload = CODEC.encode(
                new RecordHeader(71, 0, 1_700_000_000L), Map.of("blockType", 163, "ruleId", 7, "deviceId", 3));
        Record record = CODEC.decode("fmc", payload);
        record.nameBy(new RuleNames(), 1);
        return record;
    }

    private static final class RuleNames implements NameSource {
        private final Field key = new Field("ruleName", FieldKind.TEXT);

        @Override
        public void header(Record record, long number, NameVisitor visitor) {
            // the server has one domain
        }

        @Override
        public void number(Record record, long number, Field field, long value, NameVisitor visitor) {
            if (field.name().equals("ruleId")) {
                visitor.name(key, "Allow web".getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void bytes(
                Record record, long number, Field field, byte[] buffer, int offset, int length, NameVisitor visitor) {
            // only rules have names
        }
    }
}
