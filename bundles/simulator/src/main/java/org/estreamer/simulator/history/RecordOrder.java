package org.estreamer.simulator.history;

import org.estreamer.simulator.settings.Delivery;
import org.estreamer.simulator.settings.Hash;

/**
 * In which order one connection gets records: first the history, which is what was stored when the connection began and
 * carries the second asked for or a later one; then what is stored since, as it comes.
 *
 * <pre>
 *   index   0                            history                     grows
 *           +----------------------------+---------------------------+
 *           | same, shuffled, by source  | in the order of storing   |
 *           +----------------------------+---------------------------+
 *   place   start               historyEnd                    history.places()
 * </pre>
 */
public final class RecordOrder {
    private final History history;
    private final Delivery.Order order;
    private final Shuffle shuffle;
    private final boolean plain;
    private final long second;
    private final long start;
    private final long historyEnd;
    private final long repeated;
    private long index;

    /**
     * Begins where a request does.
     *
     * @param history    when which record is stored
     * @param delivery   tells the order
     * @param connection the number of the connection, 1 for the first one
     * @param timestamp  the second asked for, as in the request
     */
    public RecordOrder(History history, Delivery delivery, int connection, long timestamp) {
        this.history = history;
        this.order = delivery.order(connection);
        this.plain = order == Delivery.Order.SAME && history.isOrdered();
        this.second = timestamp;
        long places = history.places();
        long first = history.start(timestamp);
        boolean newOnly = timestamp == History.NEW_ONLY;
        this.start = plain || newOnly ? first : Math.min(first, places);
        this.historyEnd = newOnly ? start : Math.max(start, places);
        this.repeated = (historyEnd - start) * (order == Delivery.Order.BY_SOURCE ? 2 : 1);
        long shuffleSeed = Hash.of(history.seed() + connection);
        this.shuffle =
                order == Delivery.Order.SHUFFLED ? new Shuffle(shuffleSeed, delivery.repeatWindow(), repeated) : null;
    }

    /** How far the order goes for now: to be asked before {@link #next}, once for many records. */
    public long end() {
        return plain ? history.places() - start : repeated + history.places() - historyEnd;
    }

    /**
     * The number of the next record; the same one until it is {@link #take taken}.
     *
     * @param end how far the order goes
     * @return the number, or {@link History#NONE} where there is none yet
     */
    public long next(long end) {
        if (plain) {
            return index < end ? start + index : History.NONE;
        }
        while (index < end) {
            long number = numberAt(index);
            if (number != History.NONE) {
                return number;
            }
            index++;
        }
        return History.NONE;
    }

    public void take() {
        index++;
    }

    /** How long it takes until another record may be there. */
    public long nanosUntilNext() {
        if (plain) {
            return history.nanosUntilPlace(start + index);
        }
        return index < repeated ? 0 : history.nanosUntilPlace(historyEnd + index - repeated);
    }

    private long numberAt(long at) {
        if (at >= repeated) {
            return history.numberAtPlace(historyEnd + at - repeated);
        }
        long length = historyEnd - start;
        long place = switch (order) {
            case SAME -> at;
            case SHUFFLED -> shuffle.at(at);
            case BY_SOURCE -> at % length;
        };
        long number = history.numberAtPlace(start + place);
        if (number == History.NONE || history.archivalSecond(number) < second) {
            return History.NONE;
        }
        boolean otherTurn = order == Delivery.Order.BY_SOURCE && history.isOfLateSource(number) != at >= length;
        return otherTurn ? History.NONE : number;
    }
}
