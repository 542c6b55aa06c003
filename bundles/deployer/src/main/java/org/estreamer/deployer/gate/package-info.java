/**
 * Whether a jar is let in, by its bytes alone.
 *
 * <pre>
 *   framework properties --+
 *   etc/org.estreamer.deployer.cfg --&gt; ConfigurationWatch --&gt; DeployerSettings
 *                                                                    |
 *                                                                    v
 *   file --&gt; PrivateCopy --&gt; JarGate --&gt; ZipDirectory, VerifiedJar --&gt; PluginIdentity, or RefusedException
 *                                                       |
 *                                                       +--&gt; a new jar: what was read and verified
 * </pre>
 *
 * <p>What is judged is a copy that only this process can reach, and what runs is made of what was judged.
 */
package org.estreamer.deployer.gate;
