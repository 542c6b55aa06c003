package org.estreamer.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.estreamer.pipeline.message.Message.EventVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFileTest {
    private static final List<EventVersion> FILE_AND_USER =
            List.of(new EventVersion(7, 111), new EventVersion(7, 91), EventVersion.TERMINATE);

    @TempDir
    Path folder;

    @Test
    void shouldReadAFileWithEveryFlag() throws IOException {
        StringBuilder text = new StringBuilder("""
                [settings]
                host = 192.0.2.1
                port = 8302
                cert = client.pem
                event_types = INTRUSION_EVENTS,METADATA,CONNECTION,TERMINATE

                [flags]
                """);
        for (RequestFlag flag : RequestFlag.values()) {
            text.append(flag.id())
                    .append('=')
                    .append(flag.in(0x40800001L) ? 1 : 0)
                    .append('\n');
        }

        EventRequest request = read(text.toString());

        assertEquals(0x40800001L, request.flags());
        assertEquals(
                List.of(
                        new EventVersion(11, 12),
                        new EventVersion(4, 21),
                        new EventVersion(17, 71),
                        EventVersion.TERMINATE),
                request.events());
    }

    @Test
    @Timeout(10)
    void shouldNotTakeTimeWithTheSquareOfALinesLength() {
        String line = "a" + " ".repeat(1 << 19) + "b";
        assertThrows(RequestException.class, () -> read("[flags]\n" + line + "\n"));
    }

    @Test
    void shouldTolerateWhatConfigParserTolerates() throws IOException {
        String text = """
                # a comment
                ; another

                [Flags]
                PACKETS : 1
                  # indented comment
                TimeStamp=1 ; stored second
                ids = off
                Extended_Request= TRUE
                [other]
                ids = what
                [settings]
                Event_Types = FILE,
                    USER
                """;

        EventRequest request = read("\uFEFF" + text.replace("\n", "\r\n"));

        assertEquals(0x40800001L, request.flags());
        assertEquals(FILE_AND_USER, request.events());
    }

    @Test
    void shouldReadIndentedOptions() throws IOException {
        assertEquals(5, read("[flags]\n  packets=1\n  ids=1\n  metadata=0\n").flags());
    }

    @Test
    void shouldReadOtherEncodings() throws IOException {
        assertEquals(
                1, read("\uFEFF[flags]\npackets=1", StandardCharsets.UTF_16LE).flags());
        assertEquals(
                1, read("\uFEFF[flags]\npackets=1", StandardCharsets.UTF_16BE).flags());
        assertEquals(
                1,
                read("# caf\u00e9\n[flags]\npackets=1", StandardCharsets.ISO_8859_1)
                        .flags());
        assertEquals(1, read("[flags]\rpackets=1\r", StandardCharsets.UTF_8).flags());
    }

    @Test
    void shouldAskByTheDefaultFlagsOfTheFormatWithoutASectionOfThem() throws IOException {
        EventRequest request = read("[settings]\nevent_types=FILE USER\n");

        assertEquals(0x40800001L, request.flags());
        assertEquals(FILE_AND_USER, request.events());
    }

    @Test
    void shouldAskForEveryEventTypeWhereNoneIsNamed() throws IOException {
        assertEquals(10, read("[flags]\nextended_request=1\n").events().size());
    }

    @Test
    void shouldAllowNoEventTypesWithoutTheExtendedBit() throws IOException {
        assertEquals(
                List.of(), read("[settings]\nevent_types=\n[flags]\nids=1\n").events());
    }

    @Test
    void shouldAddReleaseAndStart() throws IOException {
        EventRequest request = EventRequest.read(write("[settings]\nevent_types=CONNECTION\n", StandardCharsets.UTF_8))
                .release("5.4")
                .start("now")
                .build();

        assertEquals(List.of(new EventVersion(12, 71), EventVersion.TERMINATE), request.events());
        assertEquals(EventRequest.NOW, request.timestamp());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[flags]~packet=1 | client.conf line 2 [flags]: unknown flag packet; did you mean packets?",
                "[flags]~packets=2 | client.conf line 2 [flags] packets: \"2\" is neither 0 nor 1",
                "[flags]~packets= | client.conf line 2 [flags] packets: \"\" is neither 0 nor 1",
                "[flags]~reserved=1 | client.conf line 2 [flags]: reserved (bit 16) must not be set",
                "[flags]~ids=1~IDS=0 | client.conf line 3: ids is there twice, first in line 2",
                "[flags]~ids=1~[flags]~ids=1 | client.conf line 4: ids is there twice, first in line 2",
                "[flags]~packets | client.conf line 2: \"packets\" is neither [section] nor name = value",
                "packets=1 | client.conf line 1: packets stands before any [section]",
                "[flag]~ids=1 | client.conf: unknown section flag; did you mean flags?",
                "[settings]~event_type=FILE | client.conf: unknown [settings] event_type; did you mean event_types?",
                "[settings]~event_types=FILES | client.conf line 2 event_types: unknown event type FILES; did you mean FILE?",
                "[settings]~host=x | client.conf: asks for nothing",
                "'' | client.conf: asks for nothing"
            })
    void shouldNameFileLineAndSetting(String text, String message) throws IOException {
        String refusal = refusal(text.replace('~', '\n'));

        assertTrue(refusal.startsWith(message), refusal);
    }

    @Test
    void shouldRefuseEventTypesWithoutTheExtendedBit() throws IOException {
        String refusal = refusal("[settings]\nevent_types=FILE\n[flags]\npackets=1\nextended_request=0\n");

        assertEquals(
                "client.conf line 2 event_types: event types [FILE] need the flag extended_request (bit 30), which"
                        + " client.conf [flags] leaves off; set it, or remove the event types",
                refusal);
    }

    @Test
    void shouldRefuseTheExtendedBitWithNoEventTypeLeft() throws IOException {
        assertTrue(refusal("[settings]\nevent_types=\n[flags]\nextended_request=1\n")
                .contains("no event type is named"));
    }

    @Test
    void shouldRefuseAFileThatIsTooLong() throws IOException {
        assertTrue(refusal("#".repeat((1 << 20) + 1)).contains("1 MiB"));
    }

    @Test
    void shouldNotHideThatAFileIsMissing() {
        assertThrows(NoSuchFileException.class, () -> EventRequest.read(folder.resolve("none.conf")));
    }

    @Test
    void shouldLeaveSettingsOfOthersAlone() throws IOException {
        assertFalse(read("[settings]\npassword=%(x)s [#\nkey: a=b\n[flags]\nids=1\n")
                .extended());
    }

    private EventRequest read(String text) throws IOException {
        return read(text, StandardCharsets.UTF_8);
    }

    private EventRequest read(String text, Charset charset) throws IOException {
        return EventRequest.read(write(text, charset)).build();
    }

    private Path write(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("client.conf"), text.getBytes(charset));
    }

    private String refusal(String text) throws IOException {
        Path file = write(text, StandardCharsets.UTF_8);
        return assertThrows(
                        RequestException.class, () -> EventRequest.read(file).build())
                .getMessage();
    }
}
