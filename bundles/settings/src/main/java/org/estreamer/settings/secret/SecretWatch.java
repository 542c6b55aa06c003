package org.estreamer.settings.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Notices which secrets have come, changed or gone since the last look, as soon as they stand still. */
final class SecretWatch implements Runnable {
    /** Deep enough for secrets in folders of their own, and never a way through the whole disk. */
    private static final int DEPTH = 3;

    private final Path folder;
    private final Consumer<Set<String>> changed;
    private Map<String, String> known;
    private Map<String, String> seen;

    /**
     * A watch; what is in the folder now is not told of.
     *
     * @param folder  need not be there
     * @param changed is given the names of secrets
     */
    SecretWatch(Path folder, Consumer<Set<String>> changed) {
        this.folder = folder;
        this.changed = changed;
        this.known = stamps();
        this.seen = known;
    }

    @Override
    public void run() {
        Map<String, String> now = stamps();
        if (now.equals(seen) && !now.equals(known)) {
            Set<String> names = new TreeSet<>(now.keySet());
            names.addAll(known.keySet());
            Map<String, String> before = known;
            names.removeIf(name -> now.getOrDefault(name, "").equals(before.getOrDefault(name, "")));
            known = now;
            changed.accept(names);
        }
        seen = now;
    }

    /** Each file with what changes when its content does. */
    private Map<String, String> stamps() {
        Map<String, String> stamps = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return stamps;
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                stamps.put(
                        folder.relativize(file).toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        } catch (IOException | UncheckedIOException e) {
            return seen == null ? stamps : seen; // a file that goes at this moment is looked for at the next one
        }
        return stamps;
    }
}
