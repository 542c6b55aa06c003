package org.estreamer.session.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.estreamer.pipeline.transport.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFilesTest {
    @TempDir
    private Path folder;

    private Path identity;
    private Path trust;
    private ConnectionFiles files;

    @BeforeEach
    void write() throws IOException {
        identity = Files.writeString(folder.resolve("identity.p12"), "old");
        trust = Files.writeString(folder.resolve("trust.pem"), "old");
        files = new ConnectionFiles(endpoint(identity, trust));
    }

    static Endpoint endpoint(Path identity, Path trust) {
        Duration limit = Duration.ofSeconds(1);
        return new Endpoint("hq", "localhost", 1, identity, null, "", trust, null, false, List.of("1.3"), limit, limit);
    }

    @Test
    void shouldFindNothingWhereNothingHappens() {
        assertFalse(files.exchanged());
        assertFalse(files.exchanged());
    }

    @Test
    void shouldTellOfAFileOnceItKeepsStill() throws IOException {
        Files.writeString(trust, "the first half");
        assertFalse(files.exchanged());
        Files.writeString(trust, "the first half and the second");
        assertFalse(files.exchanged());
        assertTrue(files.exchanged());

        files.use();
        assertFalse(files.exchanged());
    }

    @Test
    void shouldTellOfAFileOfTheSameLengthAndTime() throws IOException {
        FileTime time = Files.getLastModifiedTime(identity);
        Path other = Files.writeString(folder.resolve("other"), "new");
        Files.setLastModifiedTime(other, time);
        Files.move(other, identity, StandardCopyOption.REPLACE_EXISTING);
        files.exchanged();
        assertTrue(files.exchanged());
    }

    @Test
    void shouldWaitForAFileThatIsNotThereForNow() throws IOException {
        Files.delete(trust);
        assertFalse(files.exchanged());
        assertFalse(files.exchanged());
        Files.writeString(trust, "newer");
        assertFalse(files.exchanged());
        assertTrue(files.exchanged());
    }

    @Test
    void shouldTakeACertificateThatIsPinnedNowForTheOneInUse() throws IOException {
        Path pin = folder.resolve("pinned.pem");
        Duration limit = Duration.ofSeconds(1);
        ConnectionFiles withPin = new ConnectionFiles(
                new Endpoint("hq", "localhost", 1, identity, null, "", null, pin, false, List.of("1.3"), limit, limit));
        assertFalse(withPin.exchanged());
        Files.writeString(pin, "the first");
        assertFalse(withPin.exchanged());
        assertFalse(withPin.exchanged());

        Files.writeString(pin, "another one, on an operator's word");
        assertFalse(withPin.exchanged());
        assertTrue(withPin.exchanged());
    }
}
