package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void shouldHaveDefaultsOfItsOwn() {
        assertEquals(ConfiguredSettings.checked(configuration(Map.of())), ConfiguredSettings.defaults());
    }

    @Test
    void shouldAcceptTheDefaults() {
        DeliverySettings settings = ConfiguredSettings.checked(configuration(Map.of()));
        assertEquals(Duration.ofSeconds(30), settings.stuck());
        assertEquals(Duration.ofSeconds(1), settings.position());
    }

    @ParameterizedTest
    @CsvSource({
        "stuckSeconds, 0",
        "quarantineFailures, -1",
        "quarantineSeconds, 29",
        "drainSeconds, -1",
        "positionSeconds, 0"
    })
    void shouldRefuseASettingOutOfRangeAndNameIt(String name, int value) {
        DispatcherConfiguration configuration = configuration(Map.of(name, value));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ConfiguredSettings.checked(configuration));
        assertTrue(refused.getMessage().startsWith(name + ": " + value + " is out of range"), refused.getMessage());
    }

    static DispatcherConfiguration configuration(Map<String, Integer> set) {
        return (DispatcherConfiguration) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {DispatcherConfiguration.class},
                (proxy, method, arguments) -> set.getOrDefault(method.getName(), (Integer) method.getDefaultValue()));
    }
}
