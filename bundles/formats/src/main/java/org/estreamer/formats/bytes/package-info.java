/**
 * How bytes become text: numbers, addresses, UTF-8 that may be unsound, in one growing buffer.
 *
 * <pre>
 *   Utf8Escaper, ValueText --&gt; AddressText, Utf8 --&gt; ByteBuilder
 * </pre>
 */
package org.estreamer.formats.bytes;
