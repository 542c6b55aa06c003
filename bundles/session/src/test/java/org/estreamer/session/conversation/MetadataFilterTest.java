package org.estreamer.session.conversation;

import static org.estreamer.session.ScriptedServer.record;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.session.KnownMetadata;
import org.estreamer.session.ScriptedServer;
import org.junit.jupiter.api.Test;

/** Metadata are of type 4 here, events of type 2. */
class MetadataFilterTest {
    private static final Record A = record(4, 1);
    private static final Record B = record(4, 2);
    private static final Record C = record(4, 3);
    private static final Record EVENT = record(2, 9);

    private final KnownMetadata metadata = new KnownMetadata();
    private final MetadataFilter filter = new MetadataFilter(ScriptedServer.CODEC, metadata, 100);

    @Test
    void shouldPassABatchThroughAsItIs() {
        RecordBatch batch = batch(EVENT, A, EVENT, B);

        assertSame(batch, filter.news(batch, 100));
    }

    @Test
    void shouldLeaveOutWhatIsKnownWhereverItStands() {
        know(A, B);

        assertEquals(0, filter.news(batch(A), 100).size());
        assertEquals(0, filter.news(batch(A, B, A), 100).size());
        assertKept(batch(EVENT, C), filter.news(batch(A, EVENT, B, C), 100));
        assertKept(batch(EVENT, EVENT), filter.news(batch(EVENT, B, EVENT), 100));
        assertKept(batch(C), filter.news(batch(A, B, C), 100));
    }

    @Test
    void shouldReadABatchFromTheMiddleOfItsBytes() {
        know(A);

        assertKept(batch(C, EVENT), filter.news(batch(EVENT, A, C, EVENT).from(1), 100));
    }

    @Test
    void shouldKeepAnOldValueBehindANewOneInTheSameBatch() {
        know(A);
        RecordBatch changedTwice = batch(B, A);

        assertSame(changedTwice, filter.news(changedTwice, 100));
    }

    @Test
    void shouldNotAskBeforeTheLatestChangeHasBeenRead() {
        know(A);
        metadata.read = 100;
        filter.news(batch(B), 100);
        filter.appended(101);

        assertEquals(1, filter.news(batch(A), 101).size());
        filter.appended(102);
        metadata.read = 101;
        assertEquals(1, filter.news(batch(A), 102).size());
        filter.appended(103);
        metadata.read = 103;
        assertEquals(0, filter.news(batch(A), 103).size());
    }

    @Test
    void shouldNotWaitForEventsToBeRead() {
        know(A);
        metadata.read = 100;
        filter.news(batch(EVENT, EVENT), 100);
        filter.appended(102);

        assertEquals(0, filter.news(batch(A), 102).size());
    }

    @Test
    void shouldNotTrustWhatWasReadOfAnEndThatGotLost() {
        know(A);
        filter.news(batch(EVENT, B), 100);
        filter.appended(102);
        metadata.read = 102;

        filter.begins(90);

        assertEquals(1, filter.news(batch(A), 90).size());
        filter.appended(91);
        assertEquals(1, filter.news(batch(A), 91).size());
        filter.appended(92);
        metadata.read = 103;
        assertEquals(0, filter.news(batch(A), 92).size());
    }

    @Test
    void shouldNotTrustWhatWasReadOfABatchThatFailed() {
        know(A);
        filter.news(batch(B, C), 100);
        metadata.read = 102;

        filter.begins(100);

        assertEquals(1, filter.news(batch(A), 100).size());
    }

    @Test
    void shouldNotTrustWhatIsReadBeforeABatchThatFailedButGotThere() {
        know(A);
        filter.news(batch(B), 100);
        metadata.read = 101;

        filter.begins(101);

        assertEquals(1, filter.news(batch(A), 101).size());
        filter.appended(102);
        metadata.read = 102;
        assertEquals(0, filter.news(batch(A), 102).size());
    }

    private void know(Record... records) {
        Stream.of(records).forEach(record -> metadata.digests.add(record.digest()));
    }

    private static RecordBatch batch(Record... records) {
        return new RecordBatch("server", List.of(records));
    }

    private static void assertKept(RecordBatch expected, RecordBatch actual) {
        assertArrayEquals(bytes(expected), bytes(actual));
        assertEquals(
                IntStream.range(0, expected.size())
                        .mapToObj(i -> expected.get(i).id())
                        .toList(),
                IntStream.range(0, actual.size())
                        .mapToObj(i -> actual.get(i).id())
                        .toList());
    }

    private static byte[] bytes(RecordBatch batch) {
        return Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
    }
}
