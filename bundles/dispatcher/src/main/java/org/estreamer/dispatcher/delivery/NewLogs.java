package org.estreamer.dispatcher.delivery;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.Placement;

/**
 * Brings a plugin to its place in every log that it has none in yet: where its own position says, if it keeps one, else
 * where the log knows it to be. For the plugin's thread.
 */
final class NewLogs {
    /** Keeps the position. */
    @FunctionalInterface
    interface Keeper {
        /** Keeps everything that is finished. */
        Result keep() throws StopException, InterruptedException;
    }

    private final LogReader reader;
    private final PluginCall call;
    private final CurrentState state;
    private final FailureLog failureLog;
    private final DeliveryContext context;
    private final Keeper keeper;
    /** Servers of which the plugin has finished nothing yet. */
    private final Set<String> newcomerIn = new HashSet<>();
    /** Servers whose log it has been placed in, and not read since. */
    private final Set<String> placed = new HashSet<>();
    /** Servers whose position cannot be read for now, with the time of the next attempt. */
    private final Map<String, Long> unresumed = new HashMap<>();

    NewLogs(
            LogReader reader,
            PluginCall call,
            CurrentState state,
            FailureLog failureLog,
            DeliveryContext context,
            Keeper keeper) {
        this.reader = reader;
        this.call = call;
        this.state = state;
        this.failureLog = failureLog;
        this.context = context;
        this.keeper = keeper;
    }

    /** Whether the plugin gets nothing of a server for now. */
    boolean lacksSome() {
        return !unresumed.isEmpty();
    }

    /** Whether the plugin has finished nothing of a server yet, and so needs the metadata from before. */
    boolean isNewcomerIn(String server) {
        return newcomerIn.contains(server);
    }

    /** Whether what comes of a server now is the first since the plugin was placed there. True once. */
    boolean begins(String server) {
        return placed.remove(server);
    }

    /** The plugin has what it needs. */
    void settledIn(String server) {
        newcomerIn.remove(server);
    }

    /** Goes to its place wherever it has none. */
    void place() throws StopException, InterruptedException {
        for (String server : reader.unplaced()) {
            long now = context.nanoTime().getAsLong();
            Long again = unresumed.get(server);
            if (again == null || now - again >= 0) {
                place(server, now);
            }
        }
    }

    private void place(String server, long now) throws StopException, InterruptedException {
        String trouble = trouble(server);
        if (!trouble.isEmpty()) {
            unresumed.put(server, now + context.settings().position().toNanos());
            state.become(State.WAITING, "gets no records of server " + server + ": " + trouble);
            failureLog.position("It gets no records of server " + server, trouble);
        } else if (unresumed.remove(server) != null && unresumed.isEmpty()) {
            state.become(State.ACTIVE, "");
        }
    }

    /** Goes to the plugin's place in a log; says why it cannot. */
    private String trouble(String server) throws StopException, InterruptedException {
        Optional<LogPosition> position = Optional.empty();
        if (call.durable()) {
            Result kept = keeper.keep();
            if (!kept.delivered()) {
                return "what it has taken of others is not persisted: " + kept.text();
            }
            PluginCall.Answer answer = resume(server);
            if (!StopException.unlessUsable(answer.result()).delivered()) {
                return "its position cannot be read: " + answer.result().text();
            }
            try {
                position = answer.position().map(LogPosition::decode);
            } catch (IllegalArgumentException e) {
                return "the position that it gave back is damaged: " + e.getMessage();
            }
        }
        try {
            arrive(server, reader.place(server, position), position.isPresent());
            return "";
        } catch (IOException e) {
            return "the log cannot be read: " + e.getMessage();
        }
    }

    /** The plugin's own position; one whose session was renamed it has under the name before. */
    private PluginCall.Answer resume(String server) {
        PluginCall.Answer answer = call.resume(server);
        Optional<String> before = reader.nameBefore(server);
        boolean renamed = answer.result().delivered() && answer.position().isEmpty() && before.isPresent();
        return renamed ? call.resume(before.get()) : answer;
    }

    private void arrive(String server, Placement placement, boolean hasPosition) {
        placed.add(server);
        if (!placement.told().isEmpty()) {
            failureLog.placed(server, placement.told());
            state.become(State.ACTIVE, "server " + server + ": " + placement.told());
        }
        // one that keeps its position itself and has none has nothing of this server, whatever was finished once
        if (placement.fresh() || (call.durable() && !hasPosition)) {
            newcomerIn.add(server);
        }
    }
}
