package org.estreamer.shell.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.delivery.DeadLetters;

/** Dead letters in memory; what is offered again is taken as the test says. */
final class ScriptedLetters implements DeadLetters {
    final List<DeadLetter> all = new ArrayList<>();
    final CompletableFuture<Retried> answer = new CompletableFuture<>();
    Set<Long> offered;

    @Override
    public long count() {
        return all.size();
    }

    @Override
    public List<DeadLetter> list(long after, int most) {
        return all.stream().filter(letter -> letter.id() > after).limit(most).toList();
    }

    @Override
    public Optional<DeadLetter> show(long id) {
        return all.stream().filter(letter -> letter.id() == id).findFirst();
    }

    @Override
    public CompletableFuture<Retried> retry(Set<Long> ids) {
        offered = ids;
        return answer;
    }

    @Override
    public int drop(Set<Long> ids) {
        int before = all.size();
        all.removeIf(letter -> ids.isEmpty() || ids.contains(letter.id()));
        return before - all.size();
    }
}
