/**
 * What happens in the simulated network: who is there, which stories they live through, and which fields tell of it.
 *
 * <pre>
 *   Cycle --&gt; Story --&gt; Kind
 *   Scene --&gt; Story, Catalogue
 *   Traffic, Attacks (with Frame), Presence --&gt; fields of records
 *   Mentions --&gt; Metadata                   --&gt; names of what the fields refer to
 * </pre>
 */
package org.estreamer.simulator.traffic;
