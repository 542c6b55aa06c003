/**
 * How one plugin gets its records, at its own pace. Each {@code PluginWorker} has a thread that pulls:
 *
 * <pre>
 *   EventLog --NewLogs--&gt; Pull --Offer--&gt; PluginCall --&gt; the plugin's code
 *               ^           |                 |
 *               |           | batch           | Result
 *               |           v                 v
 *               +------- Positions        PluginState, Tally, FailureLog
 *                     (durable in the log, dead letters on the disk, persisted by the plugin, finished in the log:
 *                      in this order; when, and what is said where that fails: Checkpoints)
 * </pre>
 *
 * <p>A {@code Pull} is one reading of the logs, from opening a reader to closing it; it ends with a {@code StopException} that
 * says what comes next. Nothing is queued and nothing is shared between plugins, so none can delay another. What the plugin
 * has asked for is in {@code Subscription}; what all plugins have in common in {@code DeliveryContext}.
 */
package org.estreamer.dispatcher.delivery;
