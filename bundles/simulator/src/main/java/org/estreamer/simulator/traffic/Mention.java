package org.estreamer.simulator.traffic;

/**
 * Something in a record that a metadata record names.
 *
 * @param type the type of the metadata record
 * @param key  the id in text form
 */
public record Mention(int type, String key) {}
