/**
 * What is said on one connection, and what of it goes to the log.
 *
 * <pre>
 *   server                 Conversation                             log
 *     |  &lt;- request ------  Subscription  &lt;----- resume point -------  |
 *     |  -- message ----&gt;  RecordCensus, MetadataFilter -- append --&gt;  |
 *     |  &lt;- null ---------  as soon as it is written  &lt;--------------  |
 * </pre>
 */
package org.estreamer.session.conversation;
