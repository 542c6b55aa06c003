/**
 * How fields become bytes: records laid out once for each subscription, with gaps for what differs.
 *
 * <pre>
 *   TemplateFactory --&gt; Template --&gt; Slot
 *         +----------&gt; Shape --&gt; TopVisitor
 * </pre>
 */
package org.estreamer.simulator.template;
