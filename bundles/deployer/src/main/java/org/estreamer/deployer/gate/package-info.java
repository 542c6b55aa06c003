/**
 * Whether a jar is let in, by its bytes alone.
 *
 * <pre>
 *   framework properties --+
 *   etc/org.estreamer.deployer.cfg --&gt; ConfigurationWatch --&gt; DeployerSettings
 *                                                                    |
 *                                                                    v
 *   file --&gt; PrivateCopy --&gt; JarGate --&gt; JarStructure, JarSignatures --&gt; PluginIdentity, or RefusedException
 * </pre>
 *
 * <p>What is judged is a copy that only this process can reach, and that copy is what runs.
 */
package org.estreamer.deployer.gate;
