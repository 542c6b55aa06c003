/**
 * Who gets a record. A {@code PluginTracker} brings plugins into the {@code PluginRoster}; each accepted one gets a
 * {@code PluginWorker} with a queue and a thread. A session's {@code ServerStream} puts every batch into the queues, by
 * one {@code Lane} for each plugin. {@code Progress} knows what a plugin was given and what it has finished: from that
 * follow the {@code Position} that is kept and the {@code ReplayFilter} of the next connection.
 */
package org.estreamer.dispatcher;
