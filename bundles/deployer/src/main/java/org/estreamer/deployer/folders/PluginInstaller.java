package org.estreamer.deployer.folders;

import java.io.File;
import org.apache.felix.fileinstall.ArtifactInstaller;

/**
 * Where FileInstall hands over. It scans; for a jar in a plugin folder it calls here on its own thread, once per change
 * that has stood still for two scans, and leaves install and start to us.
 *
 * <p>Nothing is thrown back: FileInstall would print a stack trace, and forget the file, so that it would not tell us
 * when it is deleted.
 */
public final class PluginInstaller implements ArtifactInstaller {
    private final PluginFolders folders;
    private final PluginDeployer deployer;

    public PluginInstaller(PluginFolders folders, PluginDeployer deployer) {
        this.folders = folders;
        this.deployer = deployer;
    }

    @Override
    public boolean canHandle(File artifact) {
        return folders.holdJar(artifact);
    }

    @Override
    public void install(File artifact) {
        deployer.examine(artifact);
    }

    @Override
    public void update(File artifact) {
        deployer.examine(artifact);
    }

    @Override
    public void uninstall(File artifact) {
        deployer.remove(artifact);
    }
}
