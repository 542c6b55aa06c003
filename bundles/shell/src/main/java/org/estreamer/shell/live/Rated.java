package org.estreamer.shell.live;

/**
 * Something that counts, looked at twice.
 *
 * @param subject   what it is
 * @param count     how far it has counted
 * @param perSecond how fast since the look before; 0 for something new
 */
public record Rated<T>(T subject, long count, double perSecond) {}
