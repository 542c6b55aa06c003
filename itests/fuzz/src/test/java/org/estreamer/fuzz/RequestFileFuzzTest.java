package org.estreamer.fuzz;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estreamer.request.EventRequest;
import org.estreamer.request.RequestException;
import org.junit.jupiter.api.io.TempDir;

class RequestFileFuzzTest {
    @TempDir
    Path folder;

    @FuzzTest
    void shouldReadARequestOrSayWhatIsWrong(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("client.conf"), content);
        try {
            EventRequest request = EventRequest.read(file).build();
            assertNotNull(request.eventStreamRequest());
            if (request.extended()) {
                assertNotNull(request.streamingRequest());
            }
        } catch (RequestException e) {
            assertTrue(e.getMessage().startsWith(e.setting() + ": "), e::getMessage);
        }
    }
}
