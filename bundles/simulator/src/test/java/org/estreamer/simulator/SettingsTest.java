package org.estreamer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void shouldListenOnLoopbackUnlessToldOtherwise() {
        Settings settings = Settings.read(Map.of());
        assertTrue(settings.address().isLoopbackAddress());
        assertEquals(0, settings.port());
        assertEquals(1000, settings.rate());
        assertEquals(10, settings.keepAliveSeconds());
    }

    @Test
    void shouldTakeNumbersAsTextAsConfigurationFilesGiveThem() {
        Settings settings = Settings.read(Map.of("port", " 8302 ", "rate", "0", "records", "123456789012"));
        assertEquals(8302, settings.port());
        assertEquals(0, settings.rate());
        assertEquals(123_456_789_012L, settings.records());
    }

    @Test
    void shouldIgnoreWhatTheFrameworkAdds() {
        assertEquals(
                5,
                Settings.read(Map.of("service.pid", "p", "felix.fileinstall.filename", "f", "port", 5))
                        .port());
    }

    @ParameterizedTest
    @CsvSource({
        "port, eight, 0 to 65535",
        "port, 65536, 0 to 65535",
        "port, '', 0 to 65535",
        "rate, -1, 0 to 1000000",
        "records, 99999999999999999999, 0 to",
        "keepAliveSeconds, 0, 1 to 3600",
        "recordsPerSecond, 0, 1 to 1000000",
        "historySeconds, 31536001, 0 to 31536000",
        "session, a b, letters",
        "address, not an address, 127.0.0.1"
    })
    void shouldNameTheSettingThatIsWrong(String key, String value, String expected) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Settings.read(Map.of(key, value)));
        assertTrue(e.getMessage().startsWith(key + "=" + value), e.getMessage());
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    @Test
    void shouldNameASettingThatDoesNotExist() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Settings.read(Map.of("prot", "1")));
        assertTrue(e.getMessage().contains("prot") && e.getMessage().contains("port"), e.getMessage());
    }
}
