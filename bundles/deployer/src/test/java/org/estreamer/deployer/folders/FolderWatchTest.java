package org.estreamer.deployer.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;

class FolderWatchTest {
    private volatile int state = Bundle.STARTING;

    /** A look that fails because everything is going down is no news for an operator. */
    @ParameterizedTest
    @CsvSource({Bundle.ACTIVE + ",1", Bundle.STOPPING + ",0"})
    void shouldTellOfALookThatFailsUnlessTheFrameworkStops(int then, long told) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        CountDownLatch looks = new CountDownLatch(2);
        try (FolderWatch watch = new FolderWatch(framework())) {
            watch.begin(
                    null,
                    () -> {
                        state = then;
                        looks.countDown();
                        throw new IllegalStateException("Invalid BundleContext.");
                    },
                    Duration.ofDays(1));
            watch.reconsider(null);
            // begins when all is told of the first
            watch.reconsider(null);
            assertTrue(looks.await(60, TimeUnit.SECONDS));
        } finally {
            System.setErr(before);
        }
        assertEquals(
                told,
                said.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("could not be looked at"))
                        .count());
    }

    private Bundle framework() {
        return (Bundle) Proxy.newProxyInstance(
                FolderWatchTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (bundle, method, arguments) -> state);
    }
}
