package org.estreamer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPlaceTest {
    private static final String OPEN = "rw-r--r--";
    private static final String SHUT = "rw-------";

    @TempDir
    Path etc;

    @BeforeEach
    void needsOwners() throws IOException {
        Files.createDirectory(etc.resolve("secrets"));
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host=a\nidentityPassword=hunter2\n", "identityPassword = \"hunter2\"", "identityPassword:x"})
    void shouldWarnOfAPasswordInAFileThatEverybodyMayRead(String text) throws IOException {
        assertEquals(
                List.of("identityPassword: every user of this machine may read it in " + etc.resolve("session.cfg")
                        + "; run chmod 600 on it"),
                warnings(write("session.cfg", text, OPEN)));
        assertEquals(List.of(), warnings(write("shut.cfg", text, SHUT)));
    }

    @Test
    void shouldWarnOfASecretThatEverybodyMayRead() throws IOException {
        Path configuration = write("session.cfg", "identityPassword=$[secret:fmc;default=x]", OPEN);
        Path secret = write("secrets/fmc", "hunter2", OPEN);
        assertTrue(warnings(configuration).get(0).contains("read it in " + secret), warnings(configuration)::toString);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(SHUT));
        assertEquals(List.of(), warnings(configuration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw----rw-", "rw-----w-"})
    void shouldWarnOfAPasswordThatOthersMayExchange(String permissions) throws IOException {
        Path secret = write("secrets/fmc", "hunter2", permissions);
        List<String> warnings = warnings(write("session.cfg", "identityPassword=$[secret:fmc]", OPEN));
        assertTrue(warnings.get(0).contains(" it in " + secret + "; run chmod 600 on it"), warnings::toString);
        assertEquals(1, warnings.size());
    }

    @Test
    void shouldLetAGroupReadIt() throws IOException {
        assertEquals(List.of(), warnings(write("session.cfg", "identityPassword=hunter2", "rw-r-----")));
    }

    @Test
    void shouldWarnOfEachPassword() throws IOException {
        assertEquals(
                2,
                warnings(write("a.cfg", "keyPassword=a\nidentityPassword=b", OPEN))
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host=a",
                "identityPassword=",
                "#identityPassword=hunter2",
                "identityPassword=$[env:FMC]",
                "identityPassword=$[secret:missing]"
            })
    void shouldKeepQuietWhereNoPasswordIsOpen(String text) throws IOException {
        assertEquals(List.of(), warnings(write("session.cfg", text, OPEN)));
    }

    @Test
    void shouldKeepQuietWhereThereIsNoFile() {
        assertEquals(List.of(), PasswordPlace.warnings(Map.of(), List.of("identityPassword"), name -> null));
        assertEquals(List.of(), warnings(etc.resolve("gone.cfg")));
    }

    private List<String> warnings(Path configuration) {
        return PasswordPlace.warnings(
                Map.of("felix.fileinstall.filename", configuration.toUri().toString()),
                List.of("identityPassword", "keyPassword"),
                name -> name.equals("karaf.etc") ? etc.toString() : null);
    }

    private Path write(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(etc.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
