package org.estreamer.deployer.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.estreamer.deployer.Eventually;
import org.estreamer.deployer.JarMaker;
import org.estreamer.deployer.probe.HangingActivator;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that do not come back from their start or stop, and others beside them. */
class HangingPluginTest extends DeployerRig {
    @Override
    Duration patience() {
        return Duration.ofMillis(1500);
    }

    @Test
    void shouldLetOthersInWhileAPluginHangsInItsStart() {
        System.getProperties().put("probe.start", new CountDownLatch(1));
        Path path = put("hanging.jar", JarMaker.bundle("hanging", "1.0.0").activator(HangingActivator.class));
        assertTrue(
                file(path).reason().contains("its start has not come back"),
                file(path).reason());
        put("probe.jar", probe("1.0.0"));
        framework.awaitActive("probe", "1.0.0");

        openLatch("probe.start");
        awaitLate();
        Eventually.that(
                () -> {
                    deployer.look(false);
                    return file(path).reason().isEmpty();
                },
                () -> file(path));
        assertEquals(State.RUNNING, file(path).state());
    }

    @Test
    void shouldUpdateAPluginThatHungInItsStopAsSoonAsItComesBack() {
        System.getProperties().put("probe.stop", new CountDownLatch(1));
        Path path = put("hanging.jar", JarMaker.bundle("hanging", "1.0.0").activator(HangingActivator.class));
        awaitRunning(path);
        put("hanging.jar", JarMaker.bundle("hanging", "1.1.0").activator(HangingActivator.class));
        assertTrue(
                file(path).reason().contains("its stop has not come back"),
                file(path).reason());
        put("probe.jar", probe("1.0.0"));
        framework.awaitActive("probe", "1.0.0");

        openLatch("probe.stop");
        awaitLate();
        deployer.look(true);
        Eventually.that(
                () -> {
                    deployer.look(true);
                    return framework.isActive("hanging", "1.1.0");
                },
                () -> file(path));
    }

    @Test
    void shouldRemoveAPluginThatHungInItsStopAsSoonAsItComesBack() {
        System.getProperties().put("probe.stop", new CountDownLatch(1));
        Path path = put("hanging.jar", JarMaker.bundle("hanging", "1.0.0").activator(HangingActivator.class));
        awaitRunning(path);
        delete(path);
        assertNotNull(framework.bundle("hanging"));
        openLatch("probe.stop");
        framework.awaitGone("hanging");
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe.stop", "probe.start"})
    void shouldTakeAPluginInThatWasPutBackWhileItsRemovalHung(String hangsIn) {
        System.getProperties().put(hangsIn, new CountDownLatch(1));
        Path path = put("hanging.jar", JarMaker.bundle("hanging", "1.0.0").activator(HangingActivator.class));
        if (hangsIn.equals("probe.stop")) {
            awaitRunning(path);
        }
        delete(path);
        assertEquals(State.WAITING, file(path).state());
        assertTrue(
                file(path).reason().contains("its removal has not come back"),
                file(path).reason());
        put("hanging.jar", JarMaker.bundle("hanging", "1.1.0").activator(HangingActivator.class));
        assertTrue(
                file(path).reason().contains("its removal has not come back"),
                file(path).reason());

        openLatch(hangsIn);
        Eventually.that(
                () -> {
                    deployer.look(false);
                    return framework.isActive("hanging", "1.1.0") && file(path).state() == State.RUNNING;
                },
                () -> file(path));
    }

    @Test
    void shouldForgetAFileThatIsGoneOnceItsRemovalHasComeBack() {
        System.getProperties().put("probe.stop", new CountDownLatch(1));
        Path path = put("hanging.jar", JarMaker.bundle("hanging", "1.0.0").activator(HangingActivator.class));
        awaitRunning(path);
        delete(path);
        openLatch("probe.stop");
        Eventually.that(
                () -> {
                    deployer.look(false);
                    return deployer.files().isEmpty();
                },
                () -> file(path));
        framework.awaitGone("hanging");
    }

    /** A plugin that has started late runs from the next look on. */
    private void awaitRunning(Path path) {
        Eventually.that(
                () -> {
                    deployer.look(false);
                    return file(path).state() == State.RUNNING;
                },
                () -> file(path));
    }

    private void awaitLate() {
        Eventually.that(() -> late.getCount() == 0, () -> "the late task has not told so");
    }
}
