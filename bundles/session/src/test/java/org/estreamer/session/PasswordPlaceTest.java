package org.estreamer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
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
    void needsOwners() {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host=a\nidentityPassword=hunter2\n", "identityPassword = \"hunter2\"", "identityPassword:x"})
    void shouldWarnOfAPasswordInAFileThatEverybodyMayRead(String text) throws IOException {
        String warning = warning(write("session.cfg", text, OPEN)).orElseThrow();
        assertTrue(warning.contains(etc.resolve("session.cfg") + "; run chmod 600"), warning);
        assertFalse(warning.contains("hunter2"), warning);
        assertEquals(Optional.empty(), warning(write("shut.cfg", text, SHUT)));
    }

    @Test
    void shouldWarnOfASecretThatEverybodyMayRead() throws IOException {
        Path configuration = write("session.cfg", "identityPassword=$[secret:fmc;default=x]", OPEN);
        Path secret = write("fmc", "hunter2", OPEN);
        assertTrue(warning(configuration).orElseThrow().contains("read it in " + secret), warning(configuration)::get);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(SHUT));
        assertEquals(Optional.empty(), warning(configuration));
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
        assertEquals(Optional.empty(), warning(write("session.cfg", text, OPEN)));
    }

    @Test
    void shouldKeepQuietWhereThereIsNoFile() {
        assertEquals(Optional.empty(), PasswordPlace.warning(Map.of(), name -> null));
        assertEquals(Optional.empty(), warning(etc.resolve("gone.cfg")));
    }

    private Optional<String> warning(Path configuration) {
        return PasswordPlace.warning(
                Map.of("felix.fileinstall.filename", configuration.toUri().toString()),
                name -> name.endsWith(".secretsdir") ? etc.toString() : null);
    }

    private Path write(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(etc.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
