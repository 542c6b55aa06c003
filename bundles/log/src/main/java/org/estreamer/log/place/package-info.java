/**
 * What a log must keep, and for whom.
 *
 * <pre>
 *   plugin, server --&gt; Place (what it has finished)       kept in PlacesFile
 *   Places: Need of everybody --&gt; what may go (retention)
 *   SavedEnds: are the places as old as the log?
 * </pre>
 */
package org.estreamer.log.place;
