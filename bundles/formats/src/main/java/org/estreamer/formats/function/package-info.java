/**
 * The functions of the tables: {@code lower(name(protocolName))} becomes a source of sources.
 *
 * <pre>
 *   Expression --Functions--&gt; Source       and a slot for each field and name in it
 * </pre>
 */
package org.estreamer.formats.function;
