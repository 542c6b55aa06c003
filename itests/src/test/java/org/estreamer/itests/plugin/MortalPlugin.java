package org.estreamer.itests.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;

/** Ends the process at one event, each time in another way: by {@code System.exit}, by {@code halt}, and by {@code kill -9}. */
public final class MortalPlugin implements Plugin {
    private static final int POISON = 100;

    private final Path poison;
    private final Path deaths;
    private int events;

    /** Makes a plugin that keeps in a folder which event it is, and how often it has died. */
    public MortalPlugin(Path folder) {
        poison = folder.resolve("poison");
        deaths = folder.resolve("deaths");
    }

    @Override
    public void onRecord(Record record) throws Exception {
        if (record.archiveTimestamp() == 0) {
            return;
        }
        if (++events == POISON && !Files.exists(poison)) {
            Files.writeString(poison, record.id());
        }
        if (Files.exists(poison) && Files.readString(poison).equals(record.id())) {
            die();
        }
    }

    private void die() throws IOException {
        int before = Files.exists(deaths) ? Integer.parseInt(Files.readString(deaths)) : 0;
        Files.writeString(deaths, Integer.toString(before + 1));
        switch (before) {
            case 0 -> System.exit(3);
            case 1 -> Runtime.getRuntime().halt(3);
            default ->
                new ProcessBuilder(
                                "kill",
                                "-9",
                                Long.toString(ProcessHandle.current().pid()))
                        .start();
        }
        // whoever is about to die does not come back
        while (true) {
            LockSupport.park();
        }
    }
}
