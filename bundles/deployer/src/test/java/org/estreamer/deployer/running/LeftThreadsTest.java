package org.estreamer.deployer.running;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.estreamer.deployer.JarMaker;
import org.estreamer.deployer.TestFramework;
import org.estreamer.deployer.probe.LeakingActivator;
import org.estreamer.deployer.probe.RegisteringActivator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class LeftThreadsTest {
    @TempDir
    Path home;

    private final CountDownLatch leak = new CountDownLatch(1);
    private TestFramework framework;

    @BeforeEach
    void start() throws Exception {
        System.getProperties().put("probe.leak", leak);
        framework = TestFramework.bare(home);
    }

    @AfterEach
    void stop() {
        leak.countDown();
        System.getProperties().remove("probe.leak");
        framework.close();
    }

    @Test
    void shouldNameAThreadThatGoesOnAndWhereItIs() throws Exception {
        Bundle bundle = stopped("leaking", LeakingActivator.class);
        List<String> left = left(bundle, Duration.ZERO);
        assertEquals(1, left.size(), left::toString);
        assertTrue(left.get(0).startsWith("'leaking' at "), left::toString);
        assertTrue(left.get(0).contains(" < "), left::toString);
    }

    @Test
    void shouldLetNoThreadsNameWriteALineOfTheLog() throws Exception {
        Bundle bundle = stopped("leaking", LeakingActivator.class);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("leaking"))
                .forEach(thread -> thread.setName("leaking\n2026-01-31 WARN forged"));
        List<String> left = left(bundle, Duration.ZERO);
        assertTrue(left.get(0).startsWith("'leaking 2026-01-31 WARN forged' at "), left::toString);
    }

    @Test
    void shouldWaitForAThreadThatIsAboutToEnd() throws Exception {
        Bundle bundle = stopped("leaking", LeakingActivator.class);
        leak.countDown();
        assertEquals(List.of(), left(bundle, Duration.ofSeconds(20)));
    }

    @Test
    void shouldNotTakeAnothersThreadForItsOwn() throws Exception {
        Bundle quiet = stopped("quiet", RegisteringActivator.class);
        install("leaking", LeakingActivator.class).start();
        assertEquals(List.of(), left(quiet, Duration.ZERO));
    }

    @Test
    void shouldNotAccuseOneOfTwoThatHaveTheSameCode() throws Exception {
        byte[] code = JarMaker.bundle("twin", "1.0.0")
                .activator(LeakingActivator.class)
                .activator(RegisteringActivator.class)
                .bytes();
        Bundle twin = framework.context().installBundle("twin", new ByteArrayInputStream(code));
        twin.start();
        twin.stop();
        install("leaking", LeakingActivator.class).start();
        assertEquals(List.of(), left(twin, Duration.ZERO));
    }

    @Test
    void shouldFindNothingOfABundleThatWasNeverResolved() throws Exception {
        assertEquals(List.of(), left(install("leaking", LeakingActivator.class), Duration.ZERO));
    }

    private List<String> left(Bundle bundle, Duration grace) throws InterruptedException {
        return LeftThreads.of(bundle, List.of(framework.context().getBundles()), grace);
    }

    private Bundle stopped(String name, Class<?> activator) throws Exception {
        Bundle bundle = install(name, activator);
        bundle.start();
        bundle.stop();
        return bundle;
    }

    private Bundle install(String name, Class<?> activator) throws Exception {
        byte[] jar = JarMaker.bundle(name, "1.0.0").activator(activator).bytes();
        return framework.context().installBundle(name, new ByteArrayInputStream(jar));
    }
}
