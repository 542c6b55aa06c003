package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind, and what others could read of it. */
class SecretsIT {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final String PASSWORD = "open-sesame-4711";

    @TempDir
    private Path home;

    @Test
    void shouldLeaveNothingThatOthersCanReadAndNoPasswordAnywhere() throws Exception {
        Installation installation = new Installation(home)
                .configure("simulator-sim", "port=0", "session=sim", "rate=2000")
                .configure("plugin.file-all", "path=events.jsonl")
                .configure("plugin.pcap-all", "directory=packets")
                .configure("plugin.jdbc-all", "user=estreamer", "password=$[secret:database]")
                .drop("org.estreamer.plugin.file")
                .drop("org.estreamer.plugin.pcap")
                .drop("org.estreamer.plugin.jdbc");
        Path secrets = Files.createDirectory(home.resolve("etc/secrets"));
        Files.writeString(secrets.resolve("fmc"), PASSWORD);
        Files.writeString(secrets.resolve("database"), PASSWORD);
        Path events = installation.data().resolve("events.jsonl");
        try (Launched run = installation.launch("run")) {
            for (Path output : List.of(events, installation.data().resolve("jdbc/events.mv.db"))) {
                Await.until(
                        "events in " + output,
                        Duration.ofSeconds(30),
                        () -> Files.exists(output) && Files.size(output) > 0);
            }
            // a session with a secret of its own, that never connects; alone at the start it would end the process
            installation.configure(
                    "session-other", "host=192.0.2.1", "identity=missing.p12", "identityPassword=$[secret:fmc]");
            run.awaitLine("other.*missing\\.p12");
            Installation.stopInTime(run);
            assertFalse(run.everything().contains(PASSWORD), run::everything);
        }
        List<Path> left = files(installation.data());
        for (Path file : left) {
            assertOwnerOnly(file);
            assertHoldsNot(file, PASSWORD);
        }
        assertPasswordOfTheSimulatorIsOnlyInItsFile(installation.data().resolve("simulator-sim"), left);
    }

    @Test
    void shouldShowNoPasswordToWhoLooksAtComponents() throws Exception {
        Path terminal = home.resolve("terminal");
        assertEquals(
                0, new ProcessBuilder("mkfifo", terminal.toString()).start().waitFor());
        Path secrets = Files.createDirectories(home.resolve("etc/secrets"));
        Files.writeString(secrets.resolve("fmc"), PASSWORD);
        Installation installation = new Installation(home)
                .through("sh", "-c", "exec \"$@\" < " + terminal, "sh")
                .configure("simulator-sim", "port=0", "session=sim", "rate=10")
                .configure("session-other", "host=192.0.2.1", "identity=missing.p12", "identityPassword=$[secret:fmc]")
                .configure("plugin.jdbc-all", "table=told", "user=u", "password=" + PASSWORD)
                .drop("org.estreamer.plugin.jdbc");
        try (Launched run = installation.launch("run", "--console");
                OutputStream keyboard = Files.newOutputStream(terminal)) {
            run.awaitLine("other.*missing\\.p12");
            run.awaitLine("Plugin jdbc~all .* is here");
            for (String component : List.of("session.ConfiguredSession", "plugin.jdbc.JdbcOutput")) {
                keyboard.write(("scr:info org.estreamer." + component + "\n").getBytes(StandardCharsets.UTF_8));
            }
            keyboard.flush();
            run.awaitLine("identity<String> = missing");
            run.awaitLine("table<String> = told");
            keyboard.write("echo the end\n".getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            run.awaitLine("the end$");
            // a password alone makes the component anew, hidden as it is
            installation.configure(
                    "session-other", "host=192.0.2.1", "identity=missing.p12", "identityPassword=another");
            Await.until(
                    "it is tried with the other one in\n" + run.everything(),
                    Duration.ofSeconds(30),
                    () -> run.errors().stream()
                                    .filter(line -> line.matches(".*other.*missing\\.p12.*"))
                                    .count()
                            == 2);
            assertFalse(run.everything().contains(PASSWORD), run::everything);
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldTakeUpASecretThatComesLater() throws Exception {
        Installation installation = new Installation(home)
                .configure("simulator-sim", "port=0", "session=sim", "rate=10")
                .configure("session-other", "host=192.0.2.1", "identity=missing.p12", "identityPassword=$[secret:fmc]");
        try (Launched run = installation.launch("run")) {
            run.awaitLine("other.*\\$\\[secret:fmc\\] was not resolved");
            Files.writeString(Files.createDirectory(home.resolve("etc/secrets")).resolve("fmc"), PASSWORD);
            run.awaitLine("other.*missing\\.p12");
            Installation.stopInTime(run);
            assertFalse(run.everything().contains(PASSWORD), run::everything);
        }
    }

    private static void assertPasswordOfTheSimulatorIsOnlyInItsFile(Path keys, List<Path> files) throws IOException {
        String password = Files.readString(keys.resolve("password")).strip();
        for (Path file : files) {
            if (!file.equals(keys.resolve("password"))) {
                assertHoldsNot(file, password);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.toList();
        }
    }

    private static void assertOwnerOnly(Path file) throws IOException {
        List<PosixFilePermission> tooMuch = new ArrayList<>(Files.getPosixFilePermissions(file));
        tooMuch.removeAll(OWNER);
        assertEquals(List.of(), tooMuch, file.toString());
    }

    private static void assertHoldsNot(Path file, String secret) throws IOException {
        if (Files.isRegularFile(file)) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertFalse(content.contains(secret), "a password is in " + file);
        }
    }
}
