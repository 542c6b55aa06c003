/**
 * How a record is written as a table says.
 *
 * <pre>
 *   Section --Plan, Functions--&gt; Node: which fields are read        Output: what is put where, by Sources
 *
 *   record --Reading (one pass over its bytes, by the Nodes)--&gt; values --Outputs, JsonLine or CefLine--&gt; bytes
 * </pre>
 */
package org.estreamer.formats.mapped;
