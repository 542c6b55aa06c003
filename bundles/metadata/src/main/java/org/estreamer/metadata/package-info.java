/**
 * What the ids are called: the newest metadata of every server, read from its log.
 *
 * <pre>
 *   log --LogFollower--&gt; ServerMetadata (one a server) --&gt; isKnown(), current()
 *                          MetadataTable, by MetadataKeys
 *                              |  every 5 s, after the log is durable
 *                              v
 *                          MetadataFile: NAME.metadata, NAME.position
 * </pre>
 */
package org.estreamer.metadata;
