/**
 * Who is a plugin, and under which name.
 *
 * <pre>
 *   service  --&gt; PluginTracker --&gt; PluginRoster --&gt; a PluginWorker for each Registration that keeps the PluginContract
 *   registry                        |    ^
 *                                   |    | names that were here
 *                                   v    |
 *   configurations --&gt; ConfiguredPlaces ---&gt; places in the EventLog, also for who is refused or misspelt
 * </pre>
 *
 * <p>{@code PluginIdentity} is what a registration says of itself, {@code PluginContract} what its properties promise, with
 * {@code Interest} and {@code Callback}; a {@code Refusal} says why it is none. {@code ConfiguredPlugin} looks at the file
 * it is configured by.
 */
package org.estreamer.dispatcher.plugin;
