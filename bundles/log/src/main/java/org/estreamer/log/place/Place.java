package org.estreamer.log.place;

import org.estreamer.pipeline.log.LogPosition;

/**
 * How far one plugin has come in the log of one server.
 *
 * @param position what it has finished; its second is 0 where it has finished nothing with a second
 * @param begun    whether it has been given any record of the server
 * @param since    records from before this archival second are passed over, as long as it has not begun; 0 for none
 */
public record Place(LogPosition position, boolean begun, long since) {}
