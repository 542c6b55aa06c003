package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void shouldHaveDefaultsOfItsOwn() {
        assertEquals(Settings.of(configuration(Map.of())), Settings.defaults());
    }

    @Test
    void shouldAcceptTheDefaults() {
        Settings settings = Settings.of(configuration(Map.of()));
        assertEquals(new QueueLimits(65_536, 33_554_432), settings.queue());
        assertEquals(Duration.ofSeconds(30), settings.stuck());
        assertEquals(2, settings.reorderSeconds());
    }

    @ParameterizedTest
    @CsvSource({
        "queueRecords, 0",
        "queueMegabytes, 0",
        "stuckSeconds, 0",
        "quarantineFailures, -1",
        "quarantineSeconds, 29",
        "drainSeconds, -1",
        "positionSeconds, 0",
        "reorderSeconds, 3601",
        "expectSeconds, -1"
    })
    void shouldRefuseASettingOutOfRangeAndNameIt(String name, int value) {
        DispatcherConfiguration configuration = configuration(Map.of(name, value));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Settings.of(configuration));
        assertTrue(refused.getMessage().startsWith(name + " is " + value), refused.getMessage());
    }

    static DispatcherConfiguration configuration(Map<String, Integer> set) {
        return (DispatcherConfiguration) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {DispatcherConfiguration.class},
                (proxy, method, arguments) -> set.getOrDefault(method.getName(), (Integer) method.getDefaultValue()));
    }
}
