package org.estreamer.shell.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.estreamer.pipeline.session.Session;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.text.TextTable;

/** {@code trust}: an operator's word that a server has another certificate from now on, where {@code trust = first}. */
public final class TrustCommand implements Command {
    private static final String YES = "yes";

    private final Services services;
    private final ConfiguredSessions configured;
    private final Time time;
    private final Duration patience;

    /**
     * Makes the command.
     *
     * @param patience how long configurations may take to become sessions
     */
    public TrustCommand(Services services, ConfiguredSessions configured, Time time, Duration patience) {
        this.services = services;
        this.configured = configured;
        this.time = time;
        this.patience = patience;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                "trust", "shows a server's certificate and trusts it from now on, where trust = first", "NAME [--yes]");
    }

    @Override
    public List<String> next(List<String> words) {
        return services.sessions().stream()
                .map(session -> session.status().name())
                .toList();
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        Options options = Options.parse(words, List.of(YES));
        if (options.operands().size() != 1) {
            throw new UsageFault("name one session");
        }
        String name = options.operands().get(0);
        configured.await(time, patience);
        Optional<Session> session = services.sessions().stream()
                .filter(one -> one.status().name().equals(name))
                .findFirst();
        if (session.isEmpty()) {
            return fail(streams, "there is no session " + name + "; configured: " + String.join(", ", next(List.of())));
        }
        Endpoint endpoint = session.get().endpoint();
        if (endpoint == null || endpoint.pin() == null || services.transport() == null) {
            return fail(
                    streams,
                    "session " + name + " does not have trust = first in its configuration, so it does not keep to the"
                            + " certificate it saw first; where trust names a file, exchange that file");
        }
        try {
            return trust(endpoint, options.values().containsKey(YES), streams);
        } catch (IOException | GeneralSecurityException e) {
            return fail(streams, String.valueOf(e.getMessage()));
        }
    }

    private int trust(Endpoint endpoint, boolean sure, Streams streams) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = services.transport().fetchCertificates(endpoint);
        new ShownChain(streams.out()).print(endpoint.toString(), chain);
        if (!sure && !agrees(streams)) {
            return fail(streams, "nothing is changed");
        }
        services.transport().pin(endpoint, chain.get(0));
        streams.out()
                .println("trusted from now on, by this certificate alone; a session that waits for it connects anew");
        streams.out().flush();
        return ExitStatus.OK;
    }

    private static boolean agrees(Streams streams) throws IOException {
        streams.out()
                .print(
                        "Anybody in between could have sent a certificate of his own: compare the SHA-256 fingerprint with"
                                + " the one on the management center. Trust it from now on (yes/no)? ");
        streams.out().flush();
        String answer = new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().equals(YES);
    }

    private static int fail(Streams streams, String what) {
        streams.err().println("estreamer: " + TextTable.harmless(what));
        return ExitStatus.FAILED;
    }
}
