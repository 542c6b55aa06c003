package org.estreamer.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void shouldRestLongerEveryTimeUntilThePluginGetsOn() {
        Backoff rests = Backoff.ofRests(Duration.ofSeconds(2));
        assertEquals(Duration.ofSeconds(20), rests.next());
        assertEquals(Duration.ofSeconds(40), rests.next());
        assertEquals(Duration.ofSeconds(80), rests.next());
        rests.reset();
        assertEquals(Duration.ofSeconds(20), rests.next());
        for (int time = 0; time < 20; time++) {
            rests.next();
        }
        assertEquals(Duration.ofMinutes(15), rests.next());
        assertEquals(Duration.ofMinutes(1), Backoff.ofRests(Duration.ofHours(1)).next());
    }

    @Test
    void shouldOfferARecordAgainSoonAtFirstAndAtLeastEveryFifteenSeconds() {
        Backoff offers = Backoff.ofRetries();
        assertEquals(Duration.ofMillis(100), offers.next());
        assertEquals(Duration.ofMillis(200), offers.next());
        for (int time = 0; time < 20; time++) {
            offers.next();
        }
        assertEquals(Duration.ofSeconds(15), offers.next());
    }
}
