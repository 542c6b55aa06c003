package org.estreamer.session.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.message.Message.EventVersion;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.request.EventRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    private static final Path DATA = Path.of("/data");

    @TempDir
    Path etc;

    @Test
    void shouldAskForEverythingByDefault() {
        SessionPlan plan = read(Map.of());

        assertEquals(List.of(), plan.problems());
        assertEquals(
                new Endpoint(
                        "alpha",
                        "fmc.example.com",
                        8302,
                        etc.resolve("client.p12"),
                        null,
                        "",
                        null,
                        null,
                        false,
                        List.of("1.2", "1.3"),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(120)),
                plan.endpoint());
        assertEquals(EventRequest.DEFAULT_FLAGS, plan.request().flags());
        assertEquals(10, plan.request().events().size());
        assertTrue(plan.request().resumes());
        assertEquals(Duration.ofSeconds(1), plan.reconnectMin());
        assertEquals(Duration.ofSeconds(60), plan.reconnectMax());
        assertEquals(MessageCodec.DEFAULT_MAX_MESSAGE_BYTES, plan.maxMessageBytes());
        assertEquals(1, plan.warnings().size());
        assertTrue(
                plan.warnings().get(0).startsWith("trust: not set"),
                plan.warnings().toString());
    }

    @Test
    void shouldKeepWhatIsTrustedOnFirstUseInTheDataFolder() {
        SessionPlan plan = read(Map.of("trust", "first"));

        assertEquals(List.of(), plan.problems());
        assertNull(plan.endpoint().trust());
        assertEquals(DATA.resolve("trust/alpha.pem"), plan.endpoint().pin());
        assertEquals(List.of(), plan.warnings());
        assertEquals(
                etc.resolve("first"),
                read(Map.of("trust", "./first")).endpoint().trust().normalize());
    }

    @Test
    void shouldTakeEverySetting() {
        Map<String, String> settings = new HashMap<>();
        settings.put("host", "[2001:db8::1]");
        settings.put("port", " 18302 ");
        settings.put("identity", "/keys/client.pem");
        settings.put("identityKey", "client.key");
        settings.put("identityPassword", " with blanks ");
        settings.put("trust", "fmc.pem");
        settings.put("verifyHostName", "TRUE");
        settings.put("tls", "1.3");
        settings.put("start", "1700000000");
        settings.put("flags", "timestamp, extended_request");
        settings.put("eventTypes", "FILE, USER");
        settings.put("release", "6.4");
        settings.put("connectTimeoutSeconds", "5");
        settings.put("readTimeoutSeconds", "60");
        settings.put("reconnectMinSeconds", "2");
        settings.put("reconnectMaxSeconds", "30");
        settings.put("maxMessageBytes", "1000000");

        SessionPlan plan = read(settings);

        assertEquals(List.of(), plan.problems());
        assertEquals(
                new Endpoint(
                        "alpha",
                        "2001:db8::1",
                        18302,
                        Path.of("/keys/client.pem"),
                        etc.resolve("client.key"),
                        " with blanks ",
                        etc.resolve("fmc.pem"),
                        null,
                        true,
                        List.of("1.3"),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60)),
                plan.endpoint());
        assertEquals(
                List.of(new EventVersion(6, 111), new EventVersion(4, 91), EventVersion.TERMINATE),
                plan.request().events());
        assertEquals(1700000000, plan.request().timestamp());
        assertEquals(Duration.ofSeconds(2), plan.reconnectMin());
        assertEquals(Duration.ofSeconds(30), plan.reconnectMax());
        assertEquals(1_000_000, plan.maxMessageBytes());
        assertEquals("[2001:db8::1]:18302", plan.address());
    }

    @Test
    void shouldTakeListsAsSeveralElements() {
        SessionPlan plan =
                read(Map.of("tls", new String[] {"1.3", "1.2"}, "eventTypes", new String[] {"FILE", "USER"}));

        assertEquals(List.of("1.3", "1.2"), plan.endpoint().tlsVersions());
        assertEquals(3, plan.request().events().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host | '' | host: missing; name the server, or give its address",
                "host | fmc:8302 | host: \"fmc:8302\" is no host name or address; a port belongs into port",
                "host | 10.0.0.1:8302 | host: \"10.0.0.1:8302\" is no host name or address; a port belongs into port",
                "host | https://fmc | host: \"https://fmc\" is no host name or address; a port belongs into port",
                "port | 83o2 | port: \"83o2\" is not a number; valid: 1 to 65535",
                "port | '' | port: \"\" is not a number; valid: 1 to 65535",
                "port | 0 | port: 0 is out of range; valid: 1 to 65535",
                "port | 65536 | port: 65536 is out of range; valid: 1 to 65535",
                "port | 99999999999999999999 | port: \"99999999999999999999\" is not a number; valid: 1 to 65535",
                "verifyHostName | yes | verifyHostName: \"yes\" is neither true nor false",
                "tls | 1.1 | tls: \"1.1\" cannot be offered; valid: 1.2, 1.3 or both",
                "tls | ',' | tls: \"\" cannot be offered; valid: 1.2, 1.3 or both",
                "connectTimeoutSeconds | -5 | connectTimeoutSeconds: -5 is out of range; valid: 1 to 600",
                "readTimeoutSeconds | 0 | readTimeoutSeconds: 0 is out of range; valid: 1 to 86400",
                "readTimeoutSeconds | 2m | readTimeoutSeconds: \"2m\" is not a number; valid: 1 to 86400",
                "reconnectMinSeconds | 90 | reconnectMaxSeconds: 60 is less than reconnectMinSeconds, 90",
                "maxMessageBytes | 3221225472 | maxMessageBytes: 3221225472 is out of range; valid: 65536 to 1073741824",
                "identity | '' | identity: missing; name the PKCS12 file that the management center issued for this client",
                "release | 3.0 | release: release 3.0 is out of range; known are 4.9 to 7.x. Leave it out to ask for the newest versions",
                "requestFile | none.conf | requestFile: cannot read ETC/none.conf (NoSuchFileException); check its name and its rights"
            })
    void shouldNameTheSettingThatIsWrong(String setting, String value, String problem) {
        SessionPlan plan = read(Map.of(setting, value));

        assertTrue(
                plan.problems().contains(problem.replace("ETC", etc.toString())),
                plan.problems().toString());
    }

    @ParameterizedTest
    @CsvSource({"flags, packetz", "eventTypes, INTRUSION", "start, yesterday"})
    void shouldNameTheRequestSettingThatIsWrong(String setting, String value) {
        SessionPlan plan = read(Map.of(setting, value));

        assertEquals(1, plan.problems().size());
        assertTrue(
                plan.problems().get(0).startsWith(setting + ": "),
                plan.problems().toString());
    }

    @Test
    void shouldTellEverythingThatIsWrongAtOnce() {
        SessionPlan plan = read(Map.of("port", "x", "tls", "9", "flags", "y"));

        assertEquals(3, plan.problems().size(), plan.problems().toString());
        assertEquals(String.join("; ", plan.problems()), plan.problemText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "port"})
    void shouldNotNameAnEndpointThatIsUnknown(String setting) {
        assertNull(read(Map.of(setting, "")).endpoint());
        assertEquals("?", read(Map.of(setting, "")).address());
    }

    @Test
    void shouldNameAnEndpointThoughOthersAreWrong() {
        assertNotNull(read(Map.of("flags", "nonsense", "identity", "")).endpoint());
    }

    @Test
    void shouldAskByARequestFile() throws IOException {
        Files.writeString(
                etc.resolve("client.conf"), "[settings]\nevent_types=CONNECTION\n[flags]\nextended_request=1\n");

        SessionPlan plan = read(Map.of("requestFile", "client.conf", "release", "5.4", "start", "now"));

        assertEquals(List.of(), plan.problems());
        assertEquals(
                List.of(new EventVersion(12, 71), EventVersion.TERMINATE),
                plan.request().events());
        assertEquals(EventRequest.NOW, plan.request().timestamp());
    }

    @Test
    void shouldNameFileAndLineOfAWrongRequestFile() throws IOException {
        Files.writeString(etc.resolve("client.conf"), "[flags]\npacket=1\n");

        SessionPlan plan = read(Map.of("requestFile", "client.conf"));

        assertTrue(
                plan.problemText()
                        .startsWith("requestFile: client.conf line 2 [flags]: unknown flag packet; did you mean"
                                + " packets?"),
                plan.problemText());
    }

    @ParameterizedTest
    @CsvSource({"flags, packets", "eventTypes, FILE"})
    void shouldRefuseARequestFileBesideOtherWishes(String setting, String value) throws IOException {
        Files.writeString(etc.resolve("client.conf"), "[flags]\npackets=1\n");

        SessionPlan plan = read(Map.of("requestFile", "client.conf", setting, value));

        assertEquals(
                List.of("requestFile: contradicts " + setting + ", which says what to ask for as well; remove one"),
                plan.problems());
    }

    @Test
    void shouldWarnOfFlagsWithoutTimestamp() {
        List<String> warnings =
                read(Map.of("flags", "ids_1", "trust", "fmc.pem")).warnings();

        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("flags: without timestamp (bit 23)"), warnings.toString());
    }

    @Test
    void shouldNotShowAPassword() {
        SessionPlan plan = read(Map.of("identityPassword", "hunter2", "port", "x"));

        assertFalse((plan + plan.problemText() + read(Map.of("identityPassword", "hunter2"))).contains("hunter2"));
    }

    private SessionPlan read(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("host", "fmc.example.com", "identity", "client.p12"));
        all.putAll(settings);
        SessionSettings read = Settings.of(all);
        return SettingsReader.read("alpha", read, read.identityPassword(), etc, DATA, List.of());
    }
}
