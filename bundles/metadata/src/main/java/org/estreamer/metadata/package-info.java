/**
 * What the ids are called: the newest metadata of every server, read from its log.
 *
 * <pre>
 *   log --LogFollower--&gt; ServerMetadata (one a server) --&gt; isKnown(), current()
 *                          MetadataTable, by MetadataKeys
 *                              |  every 5 s, after the log is durable
 *                              v
 *                          MetadataFile: NAME.metadata, NAME.position
 *
 *   record.names() --&gt; names.ServerNames --&gt; the metadata of its server
 * </pre>
 *
 * {@code MetadataStore} offers all of it as services.
 */
package org.estreamer.metadata;
