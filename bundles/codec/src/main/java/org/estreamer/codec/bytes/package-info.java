/** Numbers, text and addresses in bytes, as the protocol has them. */
package org.estreamer.codec.bytes;
