/**
 * How a jar that was let in becomes a bundle that runs, and how it goes again.
 *
 * <pre>
 *   PluginEntry --&gt; PluginRunner --LimitedTask--&gt; PluginBundles --&gt; framework
 *                       |
 *                       +--&gt; StartFailure (why not), LeftThreads (what stays), DigestLedger (what is installed)
 * </pre>
 *
 * <p>Starting and stopping is foreign code: it runs on threads of its own, and nobody waits for it longer than a limit.
 */
package org.estreamer.deployer.running;
