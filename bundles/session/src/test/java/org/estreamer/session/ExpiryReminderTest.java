package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.record;
import static org.estreamer.session.ScriptedServer.sends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExpiryReminderTest extends SessionRig {
    private static final String SOON = "the server's certificate expires soon";

    @Test
    void shouldRemindWhileAConnectionHoldsAndShowItInTheStatus() throws Exception {
        server = new ScriptedServer(sends(bundle(1, record(4, 1))));
        session = new ServerSession(Plans.to(server.port()), new Expiring(), ScriptedServer.CODEC, log, metadata);
        session.start();
        Await.until(
                "the status warns",
                () -> session.status().detail().equals("CN=test server, WARNING: " + SOON)
                        && session.status().state() == State.STREAMING);
        assertEquals(1, said.lines("Session alpha: " + SOON).size(), said.text());
    }

    private static final class Expiring extends PlainTransport {
        @Override
        public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
            return new ExpiringConnection(super.connect(endpoint, progress), now -> List.of(SOON));
        }
    }
}
