/**
 * Who gets a record: the component, and what an operator has set. It watches over two rooms of its own:
 *
 * <pre>
 *   dispatcher --&gt; plugin (who is a plugin) --&gt; delivery (one thread for each, which pulls) --&gt; EventLog
 * </pre>
 */
package org.estreamer.dispatcher;
