/**
 * How a record is written as a table says.
 *
 * <pre>
 *   Section --Plan--&gt; Wanted: what is read        Output: what is put where, by Sources
 *
 *   record --Reading (one pass over its bytes)--&gt; values --Outputs, JsonLine or CefLine--&gt; bytes
 * </pre>
 */
package org.estreamer.formats.mapped;
