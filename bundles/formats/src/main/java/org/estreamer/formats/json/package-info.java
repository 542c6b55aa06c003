/**
 * How a record is written as format {@code json}: all of its fields, in the order of its layout.
 *
 * <pre>
 *   JsonWriter --&gt; Selection (what the options want) --&gt; NamedMembers (names and times) --&gt; JsonMembers --&gt; bytes
 *                                                          '-- TimeTable
 * </pre>
 */
package org.estreamer.formats.json;
