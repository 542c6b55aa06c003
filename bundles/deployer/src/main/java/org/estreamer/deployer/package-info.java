/** How plugin jars come and go: the folder watcher finds them, the gate judges them, the deployer runs them. */
package org.estreamer.deployer;
