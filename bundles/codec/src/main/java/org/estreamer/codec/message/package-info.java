/**
 * What a message is, and which records are in it.
 *
 * <pre>
 *   StreamReader      one message after another from a connection, within MessageMemory
 *     MessageDecoder  its kind: events, a bundle, an offer, an error
 *       InnerMessages   the records of a bundle
 *   MessageEncoder    the other way
 * </pre>
 */
package org.estreamer.codec.message;
