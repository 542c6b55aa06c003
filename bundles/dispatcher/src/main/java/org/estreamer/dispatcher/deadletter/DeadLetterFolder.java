package org.estreamer.dispatcher.deadletter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.estreamer.files.OwnerFiles;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of one plugin, in files of a sixteenth of what they may take together: when that is full the oldest file
 * goes. Only their owner can read them. Safe for any number of threads.
 */
public final class DeadLetterFolder {
    /** Makes a record of the inner message that a letter holds. */
    @FunctionalInterface
    public interface Decoder {
        /** The record, known or not. */
        Record decode(String server, byte[] message);
    }

    /**
     * Why a plugin has failed.
     *
     * @param text  what it said
     * @param stack where it threw, a line each
     */
    public record Reason(String text, String stack) {}

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFolder.class);
    private static final int FILES = 16;
    private static final String SUFFIX = ".letters";

    private final Path folder;
    private final long limit;
    private final Decoder decoder;
    /** The oldest first; the last one is appended to, if {@link #growing}. */
    private final List<LetterFile> files = new ArrayList<>();

    private boolean looked;
    private boolean growing;
    private long next = 1;
    private volatile long count;

    DeadLetterFolder(Path folder, long limit, Decoder decoder) {
        this.folder = folder;
        this.limit = limit;
        this.decoder = decoder;
        try {
            look();
        } catch (IOException e) {
            LOG.error("Cannot read the dead letters in {}: {}", folder, e.toString());
        }
    }

    private void look() throws IOException {
        if (looked || !Files.isDirectory(folder)) {
            looked = true;
            return;
        }
        List<LetterFile> found = new ArrayList<>();
        for (Path path : paths()) {
            found.add(LetterFile.open(path, LOG::warn));
        }
        files.addAll(found);
        found.forEach(file -> next = Math.max(next, file.last() + 1));
        looked = true;
        tidy();
    }

    private List<Path> paths() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            return StreamSupport.stream(all.spliterator(), false).sorted().toList();
        }
    }

    /** How many letters there are. */
    public long count() {
        return count;
    }

    /**
     * Adds a record. It is on the disk after {@link #sync}.
     *
     * @param at         where it is in its log
     * @param beforehand whether it is of the metadata that a newcomer is given
     * @return how many of the oldest letters had to go for it
     * @throws IOException if the disk takes nothing
     */
    public synchronized int add(Record record, LogPosition at, boolean beforehand, Instant time, Reason reason)
            throws IOException {
        byte[] message = new RecordBatch(record.server(), List.of(record)).bytes();
        return add(new Letter(next, time, at, beforehand, record.server(), reason.text(), reason.stack(), message));
    }

    private int add(Letter letter) throws IOException {
        look();
        if (growing && current().size() >= limit / FILES) {
            sync();
            current().close();
            growing = false;
        }
        if (!growing) {
            OwnerFiles.createFolders(folder);
            files.add(LetterFile.create(folder.resolve(String.format("%020d%s", letter.id(), SUFFIX))));
            OwnerFiles.syncFolder(folder);
            growing = true;
        }
        current().append(letter);
        next = letter.id() + 1;
        return makeRoom();
    }

    private LetterFile current() {
        return files.get(files.size() - 1);
    }

    private int makeRoom() throws IOException {
        int gone = 0;
        while (files.size() > 1 && files.stream().mapToLong(LetterFile::size).sum() > limit) {
            files.get(0).delete();
            gone += files.remove(0).kept();
        }
        recount();
        return gone;
    }

    private void recount() {
        count = files.stream().mapToLong(LetterFile::kept).sum();
    }

    /**
     * Waits until the disk has every letter.
     *
     * @throws IOException if it may have lost some, and would not say so when asked again
     */
    public synchronized void sync() throws IOException {
        if (growing) {
            try {
                current().sync();
            } catch (IOException e) {
                growing = false;
                current().close();
                throw e;
            }
        }
    }

    /**
     * The plugin goes on at a place in a log: letters of what it is given again go, so that none is delivered and dead.
     *
     * @param from     what it is given next
     * @param newcomer whether it is given the metadata from before, too
     */
    public synchronized void resume(String server, LogPosition from, boolean newcomer) throws IOException {
        look();
        for (LetterFile file : files) {
            if (file.kept() > 0) {
                file.remove(letter -> letter.comesAgain(server, from, newcomer));
            }
        }
        tidy();
    }

    /** Lets letters go, some or all; on the disk when it returns. */
    public synchronized int drop(Set<Long> ids, boolean all) throws IOException {
        look();
        int removed = 0;
        for (LetterFile file : files) {
            if (all || ids.stream().anyMatch(file::mayHold)) {
                removed += file.remove(letter -> all || ids.contains(letter.id()));
            }
        }
        tidy();
        return removed;
    }

    private void tidy() throws IOException {
        for (LetterFile file : List.copyOf(files)) {
            if (file.kept() == 0 && !file.damaged()) {
                growing &= file != current();
                file.delete();
                files.remove(file);
            }
        }
        recount();
    }

    /** The id of the last letter; 0 if there has been none. */
    public synchronized long last() {
        return next - 1;
    }

    /**
     * Letters were offered again, and the plugin has failed on them again: the new reasons replace the ones before.
     *
     * @param reasons by the ids of the letters
     * @param now     when they did
     */
    public synchronized void failedAgain(Map<Long, Reason> reasons, Instant now) throws IOException {
        List<Letter> old = new ArrayList<>();
        for (LetterFile file : files) {
            if (reasons.keySet().stream().anyMatch(file::mayHold)) {
                file.letters().stream()
                        .filter(letter -> reasons.containsKey(letter.id()))
                        .forEach(old::add);
            }
        }
        if (old.isEmpty()) {
            return;
        }
        for (Letter letter : old) {
            Reason why = reasons.get(letter.id());
            add(letter.again(next, now, why.text(), why.stack()));
        }
        sync();
        drop(reasons.keySet(), false);
    }

    /** Some letters, the oldest first. */
    public synchronized List<DeadLetter> list(long after, int most) throws IOException {
        try {
            return letters(after).limit(most).map(this::shown).collect(Collectors.toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Stream<Letter> letters(long after) throws IOException {
        look();
        return files.stream()
                .filter(file -> file.last() > after)
                .flatMap(DeadLetterFolder::lettersOf)
                .filter(letter -> letter.id() > after);
    }

    private static Stream<Letter> lettersOf(LetterFile file) {
        try {
            return file.letters().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DeadLetter shown(Letter letter) {
        Record record = decoder.decode(letter.server(), letter.message());
        return new DeadLetter(
                letter.id(), letter.at().number(), letter.time(), letter.reason(), letter.stack(), record);
    }
}
