package org.estreamer.session.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.estreamer.pipeline.transport.Endpoint;

/**
 * The files that a connection is made with: identity, its key, trust. Tells when somebody has exchanged one, and waits
 * until that is done: a file that was another one a moment ago may still be in the making. For any thread.
 */
public final class ConnectionFiles {
    private static final List<Object> ABSENT = List.of();

    private final List<Path> files;
    /** Null for none. It comes by itself, with the first connection. */
    private final Path pin;

    private List<Object> used;
    private List<Object> last;

    /**
     * Takes the files as they are now for the ones in use.
     *
     * @param endpoint names them
     */
    public ConnectionFiles(Endpoint endpoint) {
        this.files = Stream.of(endpoint.identity(), endpoint.identityKey(), endpoint.trust())
                .filter(Objects::nonNull)
                .toList();
        this.pin = endpoint.pin();
        this.used = look();
        this.last = List.copyOf(used);
    }

    /** Takes the files as they are now for the ones in use. */
    public synchronized void use() {
        used = look();
        last = List.copyOf(used);
    }

    /**
     * Looks at the files, which is worth it about once a second.
     *
     * @return whether they are all there, others than those in use, and the same as at the last look
     */
    public synchronized boolean exchanged() {
        List<Object> now = look();
        boolean settled = now.equals(last);
        last = now;
        int pinAt = files.size();
        if (used.get(pinAt).equals(ABSENT)) {
            used.set(pinAt, now.get(pinAt));
        }
        return settled && !now.equals(used) && !now.subList(0, pinAt).contains(ABSENT);
    }

    /** What tells a file from the one that was there before, without reading it; an empty list for none. */
    private List<Object> look() {
        List<Object> marks = new ArrayList<>();
        for (Path file : files) {
            marks.add(mark(file));
        }
        marks.add(pin == null ? ABSENT : mark(pin));
        return marks;
    }

    private static List<Object> mark(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            // not there, or not to be looked at: the transport says so when it needs the file
            return ABSENT;
        }
    }
}
