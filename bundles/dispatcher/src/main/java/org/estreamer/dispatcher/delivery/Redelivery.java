package org.estreamer.dispatcher.delivery;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.estreamer.dispatcher.deadletter.DeadLetterFolder;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.delivery.DeadLetters.Retried;
import org.estreamer.record.Record;

/**
 * Dead letters that an operator has offered to their plugin again. They go in steps, each after the plugin has taken its records
 * for good, so that a kill in between costs none:
 *
 * <pre>
 *   offer each of a step --&gt; persisted by the plugin (if it does so) --&gt; taken: the letter goes; failed: with the new reason
 * </pre>
 */
final class Redelivery {
    private static final int STEP = 100;

    private final Set<Long> ids;
    private final InstantSource clock;
    private final CompletableFuture<Retried> answer = new CompletableFuture<>();
    private int taken;
    private int failed;
    private int failedInARow;
    private String reason = "";

    Redelivery(Set<Long> ids, InstantSource clock) {
        this.ids = Set.copyOf(ids);
        this.clock = clock;
    }

    CompletableFuture<Retried> answer() {
        return answer;
    }

    /** It does not come to that. */
    void refuse(String why) {
        answer.completeExceptionally(new IllegalStateException(why));
    }

    /** Offers them. For the plugin's thread, when everything before is persisted. */
    void run(Offer offer, PluginCall call, DeadLetterFolder letters, int mostFailures)
            throws StopException, InterruptedException {
        try {
            long last = letters.last();
            long after = 0;
            boolean goesOn = true;
            while (goesOn && after < last) {
                List<DeadLetter> step = letters.list(after, STEP);
                after = step.isEmpty() ? last : step.get(step.size() - 1).id();
                goesOn = offer(chosen(step, last), offer, call, letters, mostFailures);
            }
        } catch (IOException e) {
            reason = "the dead letters cannot be read or written: " + e.getMessage();
        } catch (StopException e) {
            reason = e.getMessage();
            throw e;
        } finally {
            answer.complete(new Retried(taken, failed, reason));
        }
    }

    private List<DeadLetter> chosen(List<DeadLetter> step, long last) {
        return step.stream()
                .filter(letter -> letter.id() <= last && (ids.isEmpty() || ids.contains(letter.id())))
                .toList();
    }

    /** One step; says whether there may be another one. */
    private boolean offer(
            List<DeadLetter> step, Offer offer, PluginCall call, DeadLetterFolder letters, int mostFailures)
            throws StopException, InterruptedException, IOException {
        IdentityHashMap<Record, DeadLetter> accepted = new IdentityHashMap<>();
        Map<Long, Result> refused = new HashMap<>();
        for (DeadLetter letter : step) {
            if (!goesOn(offer, mostFailures)) {
                break;
            }
            Result result = offer.give(letter.record(), Offer.NO_NUMBER);
            if (result.delivered()) {
                accepted.put(letter.record(), letter);
                failedInARow = 0;
            } else {
                refused.put(letter.id(), result);
                failedInARow++;
            }
        }
        Result kept = StopException.unlessUsable(persist(call, accepted, refused));
        if (kept.delivered()) {
            letters.drop(accepted.values().stream().map(DeadLetter::id).collect(Collectors.toSet()), false);
            taken += accepted.size();
        } else {
            reason = "what it has taken is not persisted, so it stays here too and may come twice: " + kept.text();
        }
        keepRefused(letters, refused);
        return kept.delivered() && goesOn(offer, mostFailures);
    }

    /** Whether another one may be offered. */
    private boolean goesOn(Offer offer, int mostFailures) {
        if (offer.leaving() && reason.isEmpty()) {
            reason = "the plugin leaves";
        }
        return !offer.leaving() && (mostFailures == 0 || failedInARow < mostFailures);
    }

    private void keepRefused(DeadLetterFolder letters, Map<Long, Result> refused) throws IOException {
        Map<Long, DeadLetterFolder.Reason> reasons = new HashMap<>();
        refused.forEach((id, why) -> reasons.put(id, new DeadLetterFolder.Reason(why.text(), why.stack())));
        letters.failedAgain(reasons, clock.instant());
        failed += refused.size();
        if (!refused.isEmpty() && reason.isEmpty()) {
            reason = refused.values().iterator().next().text();
        }
    }

    private static Result persist(
            PluginCall call, IdentityHashMap<Record, DeadLetter> accepted, Map<Long, Result> refused) {
        if (!call.durable() || accepted.isEmpty()) {
            return Result.DELIVERED;
        }
        while (true) {
            PluginCall.Persisted persisted = call.persist(Map.of());
            int before = accepted.size();
            for (PluginCall.Rejected rejected : persisted.rejected()) {
                DeadLetter letter = accepted.remove(rejected.record());
                if (letter != null) {
                    refused.put(letter.id(), rejected.why());
                }
            }
            if (accepted.size() == before) {
                return persisted.result();
            }
        }
    }
}
