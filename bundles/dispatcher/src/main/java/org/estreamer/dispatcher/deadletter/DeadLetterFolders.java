package org.estreamer.dispatcher.deadletter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.estreamer.files.FolderName;

/** The dead letters of all plugins, each in a folder of its own. Safe for any number of threads. */
public final class DeadLetterFolders {
    private final Path root;
    private final long limit;
    private final DeadLetterFolder.Decoder decoder;
    private final Map<String, DeadLetterFolder> folders = new ConcurrentHashMap<>();
    private final ReentrantLock suspects = new ReentrantLock();

    /**
     * Makes one.
     *
     * @param root    where the folders are
     * @param limit   how many bytes the letters of one plugin may take
     * @param decoder reads records
     */
    public DeadLetterFolders(Path root, long limit, DeadLetterFolder.Decoder decoder) {
        this.root = root;
        this.limit = limit;
        this.decoder = decoder;
    }

    /** The letters of a plugin. */
    public DeadLetterFolder of(String plugin) {
        return folders.computeIfAbsent(plugin, name -> new DeadLetterFolder(folder(name), limit, decoder));
    }

    /** The letters of a plugin, if there have ever been some. */
    public Optional<DeadLetterFolder> find(String plugin) {
        return Files.isDirectory(folder(plugin)) ? Optional.of(of(plugin)) : Optional.empty();
    }

    /** What a plugin had in hand when the process died. */
    public RecordInHand inHand(String plugin) {
        return RecordInHand.open(folder(plugin).resolve("in-hand"));
    }

    /**
     * Held during a call that the process has died in before: if plugins did so side by side, an innocent one that is given the
     * same record again after every start would be blamed for the death of the process.
     */
    public ReentrantLock suspects() {
        return suspects;
    }

    private Path folder(String plugin) {
        return root.resolve(FolderName.encode(plugin));
    }
}
