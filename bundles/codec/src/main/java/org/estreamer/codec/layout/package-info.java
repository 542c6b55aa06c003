/**
 * Where the fields of a record are: the protocol's layouts, read from {@code estreamer.layout} and compiled.
 *
 * <pre>
 *   estreamer.layout --LayoutParser--&gt; Layouts  RecordLayout, BlockLayout: fields as they are written
 *                                         |
 *                                      Plan     steps with positions; PlanWalk and PlanScan go through bytes by one
 * </pre>
 */
package org.estreamer.codec.layout;
