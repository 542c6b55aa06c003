/** How bytes arrive: mutual TLS to a management center. */
package org.estreamer.transport;
