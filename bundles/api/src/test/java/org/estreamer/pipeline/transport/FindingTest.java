package org.estreamer.pipeline.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void shouldReadAsOneLineWithItsWarnings() {
        assertEquals("connected", new Finding("connected", List.of()).toString());
        assertEquals(
                "client.p12, CN=client, WARNING: expires tomorrow; renew it, WARNING: everybody may read it",
                new Finding("client.p12, CN=client", List.of("expires tomorrow; renew it", "everybody may read it"))
                        .toString());
    }
}
