package org.estreamer.deployer.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.estreamer.deployer.JarMaker;
import org.estreamer.deployer.Signer;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.junit.jupiter.api.Test;

/** A key store that changes while plugins run. */
class KeyStoreChangeTest extends DeployerRig {
    @Test
    void shouldLetInAndTakeOutByTheKeyStoreAsItIsNow() throws Exception {
        Signer signer = Signer.create("CN=Publisher");
        Path keyStore = home.resolve("trusted.pem");
        deployer = deployer(Map.of("plugins.trust", "signed", "plugins.keyStore", keyStore.toString()));
        Path path = JarMaker.move(signer.sign(probe("1.0.0").bytes()), plugins.resolve("probe.jar"));
        deployer.examine(path.toFile());
        assertTrue(file(path).reason().contains("trusted.pem"), file(path).reason());

        signer.pem(keyStore);
        lookTwice();
        assertTrue(framework.isActive("probe", "1.0.0"));

        Signer.create("CN=Stranger").pem(keyStore);
        deployer.look(false);
        assertTrue(framework.isActive("probe", "1.0.0"), "the key store may still change");
        deployer.look(false);
        assertNull(framework.bundle("probe"));
        assertTrue(
                file(path).reason().contains("neither in the key store"),
                file(path).reason());

        signer.pem(keyStore);
        lookTwice();
        assertTrue(framework.isActive("probe", "1.0.0"));
        Files.writeString(keyStore, "damaged");
        lookTwice();
        assertNull(framework.bundle("probe"));
        assertEquals(State.REFUSED, file(path).state());
    }

    private void lookTwice() {
        deployer.look(false);
        deployer.look(false);
    }

    @Test
    void shouldJudgeByTheKeyStoreAsItIsNowWhenAFileIsTouched() throws Exception {
        Signer signer = Signer.create("CN=Publisher");
        Path keyStore = signer.pem(home.resolve("trusted.pem"));
        deployer = deployer(Map.of("plugins.trust", "signed", "plugins.keyStore", keyStore.toString()));
        Path path = JarMaker.move(signer.sign(probe("1.0.0").bytes()), plugins.resolve("probe.jar"));
        deployer.examine(path.toFile());
        assertTrue(framework.isActive("probe", "1.0.0"));

        Signer.create("CN=Stranger").pem(keyStore);
        deployer.examine(path.toFile());
        assertNull(framework.bundle("probe"));
    }
}
