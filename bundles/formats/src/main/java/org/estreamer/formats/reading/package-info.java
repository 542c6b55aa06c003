/**
 * What a section of a table needs of a record, read in one pass over its bytes.
 *
 * <pre>
 *   Node (a field)  --&gt; slot --&gt; entry, entry ...     its values, in the Reading
 *   Wanted: slot    --&gt; marks of the outputs that the value may fill
 * </pre>
 */
package org.estreamer.formats.reading;
