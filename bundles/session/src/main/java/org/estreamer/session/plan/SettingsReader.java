package org.estreamer.session.plan;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.estreamer.files.FolderName;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.request.EventRequest;
import org.estreamer.request.RequestBuilder;
import org.estreamer.request.RequestException;
import org.estreamer.settings.SettingProblems;

/** Makes a plan of settings. Collects everything that is wrong, so that an operator need not find it piece by piece. */
public final class SettingsReader {
    private static final Pattern HOST = Pattern.compile("[^\\s:/@\\[\\]]+|(?=.*:.*:)[0-9a-fA-F:.]+(?:%\\w+)?");
    private static final Set<String> TLS_VERSIONS = Set.of("1.2", "1.3");
    /** Instead of a file: trust the certificate that the server shows first. */
    private static final String FIRST = "first";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private final SessionSettings settings;
    private final String identityPassword;
    private final Path etc;
    private final Path data;
    private final List<String> problems;

    private SettingsReader(
            SessionSettings settings, String identityPassword, Path etc, Path data, List<String> problems) {
        this.settings = settings;
        this.identityPassword = identityPassword;
        this.etc = etc;
        this.data = data;
        this.problems = new ArrayList<>(problems);
    }

    /**
     * Reads settings.
     *
     * @param name             the session's name
     * @param settings         the settings
     * @param identityPassword the one of them that may be hidden
     * @param etc              where relative file names begin
     * @param data             where certificates are kept that are trusted on first use
     * @param problems         what is known to be wrong already
     * @return the plan, with all problems
     */
    public static SessionPlan read(
            String name,
            SessionSettings settings,
            String identityPassword,
            Path etc,
            Path data,
            List<String> problems) {
        return new SettingsReader(settings, identityPassword, etc, data, problems).plan(name);
    }

    private SessionPlan plan(String name) {
        int min = number("reconnectMinSeconds", settings.reconnectMinSeconds(), 1, 3600);
        int max = number("reconnectMaxSeconds", settings.reconnectMaxSeconds(), 1, 86_400);
        if (max < min) {
            problems.add("reconnectMaxSeconds: " + max + " is less than reconnectMinSeconds, " + min);
        }
        int maxMessageBytes = number("maxMessageBytes", settings.maxMessageBytes(), 1 << 16, 1 << 30);
        Endpoint endpoint = endpoint(name);
        EventRequest request = request();
        return new SessionPlan(
                name, endpoint, request, Duration.ofSeconds(min), Duration.ofSeconds(max), maxMessageBytes, problems);
    }

    private Endpoint endpoint(String name) {
        String host = host();
        int port = number("port", settings.port(), 1, 65_535);
        Path identity = file("identity", settings.identity());
        if (settings.identity().isBlank()) {
            problems.add("identity: missing; name the PKCS12 file that the management center issued for this client");
        }
        boolean onFirstUse = settings.trust().strip().equals(FIRST);
        Endpoint endpoint = new Endpoint(
                name,
                host,
                port,
                identity,
                file("identityKey", settings.identityKey()),
                identityPassword,
                onFirstUse ? null : file("trust", settings.trust()),
                onFirstUse ? data.resolve("trust").resolve(FolderName.encode(name) + ".pem") : null,
                flag("verifyHostName", settings.verifyHostName()),
                tlsVersions(),
                Duration.ofSeconds(number("connectTimeoutSeconds", settings.connectTimeoutSeconds(), 1, 600)),
                Duration.ofSeconds(number("readTimeoutSeconds", settings.readTimeoutSeconds(), 1, 86_400)));
        boolean located = problems.stream().noneMatch(p -> p.startsWith("host:") || p.startsWith("port:"));
        return located ? endpoint : null;
    }

    private String host() {
        String host = settings.host().strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            problems.add("host: missing; name the server, or give its address");
        } else if (!HOST.matcher(host).matches()) {
            problems.add("host: \"" + host + "\" is no host name or address; a port belongs into port");
        }
        return host;
    }

    private List<String> tlsVersions() {
        List<String> versions = new ArrayList<>();
        for (String version : list(settings.tls()).split("[,\\s]+", -1)) {
            if (!version.isEmpty()) {
                versions.add(version);
            }
        }
        if (versions.isEmpty() || !TLS_VERSIONS.containsAll(versions)) {
            problems.add("tls: \"" + String.join(",", versions) + "\" cannot be offered; valid: 1.2, 1.3 or both");
        }
        return versions;
    }

    private EventRequest request() {
        try {
            RequestBuilder builder = asked();
            builder.start(settings.start());
            if (!settings.release().isBlank()) {
                builder.release(settings.release());
            }
            return builder.build();
        } catch (RequestException e) {
            problems.add(e.getMessage());
            return null;
        }
    }

    private RequestBuilder asked() {
        String flags = list(settings.flags());
        String eventTypes = list(settings.eventTypes());
        String requestFile = settings.requestFile().strip();
        if (!requestFile.isEmpty()) {
            if (!flags.isEmpty() || !eventTypes.isEmpty()) {
                problems.add("requestFile: contradicts " + (flags.isEmpty() ? "eventTypes" : "flags")
                        + ", which says what to ask for as well; remove one");
            }
            return requestFile(requestFile);
        }
        RequestBuilder builder = EventRequest.builder();
        if (!flags.isEmpty()) {
            builder.flags(flags);
        }
        return eventTypes.isEmpty() ? builder : builder.eventTypes(eventTypes);
    }

    private RequestBuilder requestFile(String name) {
        Path file = file("requestFile", name);
        try {
            return file == null ? EventRequest.builder() : EventRequest.read(file);
        } catch (IOException e) {
            problems.add("requestFile: cannot read " + file + " ("
                    + e.getClass().getSimpleName() + "); check its name and its rights");
        } catch (RequestException e) {
            problems.add("requestFile: " + e.getMessage());
        }
        return EventRequest.builder();
    }

    private Path file(String setting, String name) {
        try {
            return name.isBlank() ? null : etc.resolve(name.strip());
        } catch (InvalidPathException e) {
            problems.add(setting + ": \"" + name + "\" is no file name: " + e.getReason());
            return null;
        }
    }

    private boolean flag(String setting, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            problems.add(setting + ": \"" + text + "\" is neither true nor false");
        }
        return word.equals("true");
    }

    private int number(String setting, String text, int min, int max) {
        boolean numeric = NUMBER.matcher(text.strip()).matches();
        long value = numeric ? Long.parseLong(text.strip()) : min;
        if (!numeric || value < min || value > max) {
            problems.add(SettingProblems.outOfRange(setting, text.strip(), min, max));
        }
        return (int) Math.max(min, Math.min(max, value));
    }

    /** A line of a .cfg file comes as one element, a list of a .config file as several. */
    private static String list(String... elements) {
        return String.join(",", elements).strip();
    }
}
