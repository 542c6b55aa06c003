/**
 * What lies in the plugin folders, and what becomes of each jar there. The folders are the truth.
 *
 * <pre>
 *   FileInstall --PluginInstaller--+
 *   a timer, bundle events --SecondLook--+--&gt; PluginDeployer --&gt; gate, then running
 *   bundles that others install --FolderGuard--&gt; uninstalled
 * </pre>
 */
package org.estreamer.deployer.folders;
