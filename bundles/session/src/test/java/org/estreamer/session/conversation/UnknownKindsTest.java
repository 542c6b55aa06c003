package org.estreamer.session.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.estreamer.session.conversation.UnknownKinds.Family;
import org.junit.jupiter.api.Test;

class UnknownKindsTest {
    private final UnknownKinds kinds = new UnknownKinds();

    @Test
    void shouldTellTheFirstOfAKindFromTheOthers() {
        assertTrue(kinds.count(Family.RECORD, 71, 0));
        assertTrue(kinds.count(Family.MESSAGE, 71, 0));
        assertTrue(kinds.count(Family.BLOCK, 71, 999));
        assertTrue(kinds.count(Family.BLOCK, 71, 998));
        assertFalse(kinds.count(Family.RECORD, 71, 0));
        assertEquals(
                "{record type 71=2, message type 71=1, block type 999 in record type 71=1, block type 998 in record"
                        + " type 71=1}",
                kinds.tally().toString());
    }

    @Test
    void shouldCountAsOneWhatIsBeyondItsLimit() {
        for (int type = 0; type < UnknownKinds.MOST + 10; type++) {
            assertEquals(type < UnknownKinds.MOST, kinds.count(Family.RECORD, type, 0));
        }
        assertFalse(kinds.count(Family.RECORD, UnknownKinds.MOST, 0));
        assertEquals(UnknownKinds.MOST + 1, kinds.tally().size());
        assertEquals(11, kinds.tally().get("further kinds"));
    }
}
