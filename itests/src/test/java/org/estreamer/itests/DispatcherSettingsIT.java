package org.estreamer.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dispatcher whose file is wrong, in one way after the other. */
class DispatcherSettingsIT {
    private static final String ERROR = "ERROR .*org\\.estreamer\\.dispatcher\\.cfg: ";

    @TempDir
    private Path home;

    @Test
    void shouldNameFileAndSettingAndDeliverAllTheSame() throws Exception {
        Installation installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl")
                .configure("simulator-sim", "port=0", "session=sim", "rate=1000")
                .configure("dispatcher", "drainSecond=5");
        try (Launched run = installation.launch("run")) {
            run.awaitLine(ERROR + "drainSecond: unknown setting; did you mean drainSeconds\\?.* defaults of all");
            awaitMoreEvents(installation);
            installation.configure("dispatcher", "drainSeconds=1", "drainSeconds=2");
            run.awaitLine(ERROR + "drainSeconds: is there twice, in line 1 and in line 2.* defaults of all");
            awaitMoreEvents(installation);
            Files.write(
                    installation.etc().resolve("org.estreamer.dispatcher.cfg"),
                    "# f\u00fcr uns\ndrainSeconds=1\n".getBytes(StandardCharsets.ISO_8859_1));
            run.awaitLine(ERROR + "the file is not in UTF-8 \\(line 1\\).* defaults of all");
            awaitMoreEvents(installation);
        }
    }

    private static void awaitMoreEvents(Installation installation) throws Exception {
        long before = written(installation);
        Await.until("events are delivered", Duration.ofSeconds(60), () -> written(installation) > before);
    }

    private static long written(Installation installation) throws IOException {
        Path events = installation.data().resolve("events.jsonl");
        return Files.exists(events) ? Files.size(events) : 0;
    }
}
