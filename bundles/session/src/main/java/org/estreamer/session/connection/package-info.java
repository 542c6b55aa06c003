/**
 * How a connection is held, and what ends it: the server, somebody here, a server that stalls, other files.
 *
 * <pre>
 *   ServerLink     from before the connection is made until after it is closed
 *     Arrivals     what comes, counted           ) LinkWatch looks at both
 *     Calls        waits and writes under way    )
 *   ConnectWatch   what is said of the server; ExpiryWatch: of its certificate, every day
 * </pre>
 */
package org.estreamer.session.connection;
