package org.estreamer.dispatcher.plugin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.estreamer.dispatcher.deadletter.DeadLetterFolder;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.delivery.DeadLetters;

/** The dead letters of one plugin, as operators get at them. */
final class PluginLetters implements DeadLetters {
    private final DeadLetterFolder folder;
    private final Function<Set<Long>, CompletableFuture<Retried>> plugin;

    PluginLetters(DeadLetterFolder folder, Function<Set<Long>, CompletableFuture<Retried>> plugin) {
        this.folder = folder;
        this.plugin = plugin;
    }

    @Override
    public long count() {
        return folder.count();
    }

    @Override
    public List<DeadLetter> list(long after, int most) throws IOException {
        return folder.list(after, most);
    }

    @Override
    public Optional<DeadLetter> show(long id) throws IOException {
        return folder.list(id - 1, 1).stream()
                .filter(letter -> letter.id() == id)
                .findFirst();
    }

    @Override
    public CompletableFuture<Retried> retry(Set<Long> ids) {
        return plugin.apply(ids);
    }

    @Override
    public int drop(Set<Long> ids) throws IOException {
        return folder.drop(ids, ids.isEmpty());
    }
}
