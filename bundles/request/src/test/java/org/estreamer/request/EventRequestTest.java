package org.estreamer.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.Message.EventVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRequestTest {
    @Test
    void shouldAskForEverythingByDefault() {
        EventRequest request = EventRequest.builder().build();

        assertEquals(0x48900061L, request.flags());
        assertEquals(List.of(11, 4, 9, 11, 17, 7, 8, 7, 2, 0), versions(request));
        assertTrue(request.resumes());
        assertEquals(0, request.timestamp());
    }

    @Test
    void shouldMakeTheFlagsOfTheTwoKnownClients() {
        assertEquals(0x40800001L, flags("packets, timestamp, extended_request"));
        assertEquals(0x48900061L, flags("packets,impact,ids_1,metadata_v4,timestamp,extra_data,extended_request"));
    }

    @Test
    void shouldPutEveryNameAtItsBit() {
        List<String> names = List.of(
                "packets",
                "metadata",
                "ids",
                "discovery",
                "correlation",
                "impact",
                "ids_1",
                "discovery_v2",
                "connection",
                "correlation_v2",
                "discovery_v3",
                "disable_events",
                "connection_v3",
                "correlation_v3",
                "metadata_v2",
                "metadata_v3",
                "reserved",
                "discovery_v4",
                "connection_v4",
                "correlation_v4",
                "metadata_v4",
                "user",
                "correlation_v5",
                "timestamp",
                "discovery_v5",
                "discovery_v6",
                "connection_v5",
                "extra_data",
                "discovery_v7",
                "correlation_v6",
                "extended_request");

        assertEquals(
                names, Arrays.stream(RequestFlag.values()).map(RequestFlag::id).toList());
        for (String name : names) {
            if (!name.equals("reserved")) {
                assertEquals(1L << names.indexOf(name), flags(name), name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5.4   | 8,4,9,11,12,4,6,5,2",
                "5.4.1 | 8,4,9,11,12,4,6,5,2",
                "6.1   | 9,4,9,11,14,4,7,6,2",
                "6.2.3 | 9,4,9,11,14,4,7,6,2",
                "6.x   | 9,4,9,11,14,4,7,6,2",
                "7.1   | 11,4,9,11,17,7,8,7,2",
                "7.4   | 11,4,9,11,17,7,8,7,2",
                "7.x   | 11,4,9,11,17,7,8,7,2",
                "7.0.1 | 10,4,9,11,17,7,8,7,2",
                "6.0   | 9,4,9,11,13,4,7,6,2",
                "5.3.1 | 7,4,8,11,11,4,5,4,2",
                "5.3   | 6,4,8,10,10,4,4,3,2",
                "5.2.0 | 5,4,8,10,9,4,3,2,1",
                "5.1.1.3 | 4,4,8,9,8,3,2,1,1",
                "5.1   | 3,4,8,9,7,3,1,1",
                "5.0   | 3,4,7,8,6,2,1",
                "4.10  | 2,4,6,7,5,1,1",
                "4.10.2| 2,4,6,7,5,1,1",
                "4.9.1 | 2,4,5,1,1",
                "4.9   | 2,4,1,1"
            })
    void shouldChooseTheVersionsOfARelease(String release, String versions) {
        List<Integer> expected = Arrays.stream((versions + ",0").split(","))
                .map(Integer::valueOf)
                .toList();

        assertEquals(expected, versions(EventRequest.builder().release(release).build()));
    }

    @Test
    void shouldRepeatFlagsAndTimestampInTheStreamingRequest() {
        EventRequest request = EventRequest.builder()
                .flags("timestamp extended_request")
                .eventTypes("TERMINATE, connection, TERMINATE, METADATA, CONNECTION")
                .release("5.4")
                .start("1700000000")
                .build();

        assertEquals(new Message.EventStreamRequest(1700000000L, 0x40800000L), request.eventStreamRequest());
        List<EventVersion> events = List.of(new EventVersion(12, 71), new EventVersion(4, 21), new EventVersion(0, 0));
        assertEquals(
                new Message.StreamingRequest(List.of(new Message.Service(6667, 0x40800000L, 1700000000L, events))),
                request.streamingRequest());
    }

    @Test
    void shouldAskOldServersByBitsAlone() {
        EventRequest request = EventRequest.builder()
                .flags("ids_1, discovery_v7, connection_v5, correlation_v6, metadata_v4, timestamp")
                .release("4.10")
                .start("oldest")
                .build();

        assertFalse(request.extended());
        assertEquals(List.of(), request.events());
        assertEquals(0x34900040L, request.flags());
        assertThrows(IllegalStateException.class, request::streamingRequest);
    }

    @ParameterizedTest
    @CsvSource({
        "oldest, 0",
        "NOW, 4294967295",
        "resume, 0",
        "0, 0",
        "1, 1",
        "4294967295, 4294967295",
        "2026-01-31T08:00:00Z, 1769846400",
        "2026-01-31T09:00:00.5+01:00, 1769846400",
        "2106-02-07T06:28:14Z, 4294967294"
    })
    void shouldStartWhereItIsTold(String start, long timestamp) {
        assertEquals(timestamp, EventRequest.builder().start(start).build().timestamp());
    }

    @Test
    void shouldStartFromARememberedSecond() {
        EventRequest request = EventRequest.builder().build();

        EventRequest resumed = request.startingAt(1234);

        assertEquals(1234, resumed.eventStreamRequest().timestamp());
        assertEquals(1234, resumed.streamingRequest().services().get(0).timestamp());
        assertEquals(request.events(), resumed.events());
        assertEquals(0, request.timestamp());
        assertFalse(resumed.resumes());
    }

    @Test
    void shouldSayWhatItAsksFor() {
        RequestBuilder builder = EventRequest.builder().eventTypes("FILE USER").release("5.4");

        assertEquals(
                "flags 0x48900061, start resume, event types FILE 5, USER 4",
                builder.build().toString());
        assertEquals(
                "flags 0x00000004, start 2023-11-14T22:13:20Z",
                EventRequest.builder().flags("ids").start("1700000000").build().toString());
        assertEquals(
                "flags 0x00000004, start now",
                EventRequest.builder()
                        .flags(RequestFlag.IDS)
                        .start("now")
                        .build()
                        .toString());
    }

    @Test
    void shouldTakeTheWordAsANumber() {
        assertEquals(0x48900061L, flags("0x48900061"));
        assertEquals(8, flags("8"));
        assertEquals(9, flags("09"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-01-31", "2026-01-31T08:00:00", "", "now!", "99999999999999999999"})
    void shouldRefuseAStartThatIsNone(String start) {
        String message = refusal(() -> EventRequest.builder().start(start));

        assertTrue(message.startsWith("start: \"" + start + "\" is no start; write oldest, now, resume"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1700000000000", "-1", "1969-12-31T23:59:59Z", "2106-02-07T06:28:16Z"})
    void shouldRefuseAStartOutOfRange(String start) {
        assertTrue(refusal(() -> EventRequest.builder().start(start)).contains("out of range"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.0", "4.8", "4.8.9", "8.0", "74", "0"})
    void shouldRefuseAReleaseOutOfRange(String release) {
        String message = refusal(() -> EventRequest.builder().release(release));

        assertTrue(
                message.startsWith("release: release " + release + " is out of range; known are 4.9 to 7.x"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "new", "6.", "6,2", "x", "v6.2", "6.2-1"})
    void shouldRefuseAReleaseThatIsNone(String release) {
        assertTrue(refusal(() -> EventRequest.builder().release(release)).contains("is not a release"));
    }

    @Test
    void shouldSuggestTheNearestFlag() {
        String message = refusal(() -> EventRequest.builder().flags("packets, metdata_v4"));

        assertTrue(message.startsWith("flags: unknown flag metdata_v4; did you mean metadata_v4? Valid: "), message);
        assertTrue(message.contains("packets, metadata, ids, discovery"), message);
        assertFalse(message.contains("reserved"), message);
    }

    @Test
    void shouldSuggestTheNearestEventType() {
        String message = refusal(() -> EventRequest.builder().eventTypes("INTRUSION"));

        assertEquals(
                "eventTypes: unknown event type INTRUSION; did you mean INTRUSION_EVENTS? Valid: INTRUSION_EVENTS,"
                        + " METADATA, CORRELATION, DISCOVERY, CONNECTION, USER, MALWARE, FILE, IMPACT, TERMINATE",
                message);
    }

    @Test
    void shouldNotSuggestWhatIsFarAway() {
        assertFalse(refusal(() -> EventRequest.builder().flags("firewall")).contains("did you mean"));
    }

    @ParameterizedTest
    @CsvSource({"reserved, 16", "0x10000, 16", "0x80000000, 31", "0x148900061, 32"})
    void shouldRefuseBitsThatMustNotBeSet(String flags, int bit) {
        assertTrue(refusal(() -> EventRequest.builder().flags(flags)).contains("bit " + bit + " must not be set"));
    }

    @Test
    void shouldRefuseANumberOfTooManyBits() {
        assertTrue(refusal(() -> EventRequest.builder().flags("0xFFFFFFFFFFFFFFFF"))
                .contains("flags: 0xFFFFFFFFFFFFFFFF has more than 32 bits"));
    }

    @Test
    void shouldRefuseEventTypesWithoutTheExtendedBit() {
        String message = refusal(
                () -> EventRequest.builder().flags("packets").eventTypes("FILE").build());

        assertTrue(
                message.startsWith("eventTypes: event types [FILE] need the flag extended_request (bit 30)"), message);
    }

    @Test
    void shouldRefuseTheExtendedBitWithoutAnEventType() {
        String message =
                refusal(() -> EventRequest.builder().eventTypes("TERMINATE").build());

        assertTrue(message.startsWith("eventTypes: no event type is named, but flags sets extended_request"), message);
    }

    @Test
    void shouldRefuseAnEventTypeThatTheReleaseLacks() {
        String message = refusal(
                () -> EventRequest.builder().eventTypes("FILE").release("4.10").build());

        assertEquals(
                "eventTypes: FILE came with release 5.1.1, but release is 4.10; remove the one or change the other",
                message);
    }

    private static long flags(String names) {
        return EventRequest.builder().flags(names).build().flags();
    }

    private static List<Integer> versions(EventRequest request) {
        return request.events().stream().map(EventVersion::version).toList();
    }

    private static String refusal(org.junit.jupiter.api.function.Executable attempt) {
        return assertThrows(RequestException.class, attempt).getMessage();
    }
}
