/**
 * What a table says: where each field of a record goes in a format, or that it goes nowhere.
 *
 * <pre>
 *   ecs.mapping --MappingReader--&gt; Mapping --&gt; Section (a record type's) --&gt; Rule: Expression -&gt; Target, Condition
 * </pre>
 */
package org.estreamer.formats.mapping;
