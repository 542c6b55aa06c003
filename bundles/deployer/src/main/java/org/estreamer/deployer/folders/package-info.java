/**
 * What lies in the plugin folders, and what becomes of each jar there. The folders are the truth.
 *
 * <pre>
 *   a timer, bundle events --FolderWatch--&gt; PluginDeployer --&gt; gate, then running
 * </pre>
 */
package org.estreamer.deployer.folders;
