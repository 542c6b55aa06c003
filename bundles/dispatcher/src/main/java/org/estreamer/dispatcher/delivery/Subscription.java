package org.estreamer.dispatcher.delivery;

import java.util.function.Predicate;
import org.estreamer.record.Record;

/**
 * What a plugin has asked for.
 *
 * @param name     what its places in the log are kept under
 * @param bundle   who brings it, for messages
 * @param onRecord the method that takes a record
 * @param wants    the records it wants
 * @param mayLose  whether it rather loses the oldest records than hold a server back
 */
public record Subscription(
        String name, String bundle, PluginCall.Call<Record> onRecord, Predicate<Record> wants, boolean mayLose) {}
