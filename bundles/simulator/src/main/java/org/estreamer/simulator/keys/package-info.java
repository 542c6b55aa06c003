/**
 * Which keys a simulator and its clients show: a folder of them, made at the first start.
 *
 * <pre>
 *   KeyFolder --&gt; Authority
 * </pre>
 */
package org.estreamer.simulator.keys;
