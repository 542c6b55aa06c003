package org.estreamer.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectProgressTest {
    @Test
    void shouldTakeADetailApartAsItWasMade() {
        List<String> warnings = List.of("expires tomorrow; renew it", "everybody may read it, even guests");
        String detail = ConnectProgress.detail("client.p12, CN=client", warnings);
        assertEquals(
                "client.p12, CN=client, WARNING: expires tomorrow; renew it,"
                        + " WARNING: everybody may read it, even guests",
                detail);
        assertEquals("client.p12, CN=client", ConnectProgress.found(detail));
        assertEquals(warnings, ConnectProgress.warnings(detail));
    }

    @Test
    void shouldLeaveADetailWithoutWarningsAsItIs() {
        assertEquals("connected", ConnectProgress.detail("connected", List.of()));
        assertEquals("connected", ConnectProgress.found("connected"));
        assertEquals(List.of(), ConnectProgress.warnings("connected"));
    }
}
