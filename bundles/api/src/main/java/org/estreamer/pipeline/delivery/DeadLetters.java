package org.estreamer.pipeline.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** The records that one plugin has failed on. They outlive it. Safe for any number of threads. */
@ProviderType
public interface DeadLetters {
    /**
     * What became of letters that were offered again.
     *
     * @param taken  how many the plugin has taken, and so are dead letters no more
     * @param failed how many it has failed on again; they stay, with the new reason
     * @param reason why it took no more: the last failure, or what ended the attempt; empty if it took all
     */
    record Retried(int taken, int failed, String reason) {}

    /**
     * How many there are.
     *
     * @return 0 or more
     */
    long count();

    /**
     * Reads some, the oldest first.
     *
     * @param after an id; only later ones are meant, so 0 means from the beginning
     * @param most  how many at most
     * @return in the order of their ids
     * @throws IOException if they cannot be read
     */
    List<DeadLetter> list(long after, int most) throws IOException;

    /**
     * Reads one.
     *
     * @param id which
     * @return empty if there is none of that id
     * @throws IOException if they cannot be read
     */
    Optional<DeadLetter> show(long id) throws IOException;

    /**
     * Offers letters to the plugin again, on its own thread between two of its records. A letter goes when the plugin has taken
     * it for good, so whatever happens meanwhile, none is lost: each is given at least once. After as many failures in a row
     * as would put the plugin into quarantine it is left at that.
     *
     * @param ids which; empty for all that are there now
     * @return what became of them, as soon as that is known: while the plugin waits for its destination they wait too. It fails
     *     with an {@link IllegalStateException} that says why, if the plugin does not take records now
     */
    CompletableFuture<Retried> retry(Set<Long> ids);

    /**
     * Deletes letters.
     *
     * @param ids which; empty for all
     * @return how many were there
     * @throws IOException if the disk does not take it
     */
    int drop(Set<Long> ids) throws IOException;
}
