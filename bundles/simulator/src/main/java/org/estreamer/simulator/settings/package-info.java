/**
 * What a simulator was told to do: its configuration, checked, and what follows from it for one record or connection.
 *
 * <pre>
 *   SimulatorConfiguration (defaults) &lt;-- ConfiguredValues &lt;-- Settings --&gt; Disorder, Delivery
 *                                                                               +--&gt; Hash
 * </pre>
 */
package org.estreamer.simulator.settings;
