/**
 * What else is installed, by whoever does it: a console, another watcher, a feature, a bundle, or a former run.
 *
 * <pre>
 *   framework --installed, updated--&gt; BundleGuard --&gt; Membership: of the delivery, or let in by the gate?
 *             --resolves-----------&gt;      |
 *             --finds services-----&gt;      +--&gt; uninstalled, not resolved, not seen; and told
 * </pre>
 *
 * <p>With trust in signed jars only, nothing else takes part. Alone on its framework, that is every bundle; in a container of
 * others, every one that has to do with the packages or services of {@code org.estreamer}.
 */
package org.estreamer.deployer.guard;
