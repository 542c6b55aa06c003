package org.estreamer.dispatcher.replay;

import java.util.Optional;
import org.estreamer.pipeline.log.LogPosition;

/**
 * How far a replay is: logs are read one after another, by the names of their servers.
 *
 * @param server   the server whose log is being read; empty before the first one
 * @param position behind what was given of it; empty where that is nothing
 * @param records  how many records were given of all of them
 * @param lost     how many records were not in the logs any more
 */
record ReplayPlace(String server, Optional<LogPosition> position, long records, long lost) {
    static final ReplayPlace BEGINNING = new ReplayPlace("", Optional.empty(), 0, 0);
}
