/**
 * Where the value of an output comes from.
 *
 * <pre>
 *   Source: Constant | FieldSource | Specials ($server, $id ...)
 *         | of others:  Derived, FirstOf, Joined, Listed, Shared, Guarded
 *
 *   Source.put(reading, entry, bytes) --&gt; Kind: what stands in the bytes now
 * </pre>
 */
package org.estreamer.formats.source;
