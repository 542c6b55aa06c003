/** Who this client is: its key and certificate, from PKCS12 or PEM, and when they end ({@code Term}). */
package org.estreamer.transport.identity;
