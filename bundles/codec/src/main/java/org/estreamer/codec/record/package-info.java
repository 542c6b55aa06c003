/**
 * A record as a view of the bytes that came. Nothing is looked at before somebody asks.
 *
 * <pre>
 *   LayoutRecord --&gt; StructView (its fields, and those of the blocks in it) --&gt; a plan of the layout
 *   RecordEncoder     the other way
 * </pre>
 */
package org.estreamer.codec.record;
