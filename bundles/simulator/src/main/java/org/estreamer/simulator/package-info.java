/**
 * What if there is no management center: a stand-in for one, with records made here or captured.
 *
 * <pre>
 *   Simulator (component) --&gt; ManagementCenter --&gt; keys, server
 *        |                       |       +-----------&gt; history --&gt; template --&gt; traffic
 *        +--&gt; SessionConfigurator +-----------------&gt; capture
 *
 *   all of them --&gt; settings; history, capture and template --&gt; server (Source, Subscription) --&gt; traffic (Kind)
 * </pre>
 */
package org.estreamer.simulator;
