package org.estreamer.simulator.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
        "jitterSeconds, 3601, 0 to 3600",
        "lateSourceSeconds, -1, 0 to 86400",
        "lateSourceRun, 0, 1 to 1000000",
        "lateSourcePercent, 101, 0 to 100",
        "clockOffsetSeconds, 31536001, -31536000 to 31536000",
        "clockStepSeconds, -31536001, -31536000 to 31536000",
        "clockStepAfterRecords, -1, 0 to",
        "aheadSeconds, soon, -31536000 to 31536000",
        "aheadRecords, 1000001, 0 to 1000000",
        "storedLateSeconds, 86401, 0 to 86400",
        "storedLatePercent, 101, 0 to 100",
        "identicalRecords, 1, 2 to 1000000",
        "archiveTimestamps, no, true or false",
        "repeatOrder, reversed, 'same, shuffled, bySource'",
        "repeatWindow, 1, 2 to 1000000",
        "bundleRecords, 257, 1 to 256",
        "cutAfterRecords, -5, 0 to",
        "metadataChangeAfterRecords, x, 0 to",
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

    @Test
    void shouldDisturbNothingUnlessToldTo() {
        Settings settings = Settings.read(Map.of());
        assertFalse(settings.disorder().isOn());
        assertTrue(settings.delivery().archiveTimestamps());
        assertEquals(Delivery.Order.SAME, settings.delivery().order(2));
        assertEquals(256, settings.delivery().bundleRecords(2, 0));
        assertEquals(Long.MAX_VALUE, settings.delivery().cutAfter(1));
    }

    @Test
    void shouldRefuseToSortAHistoryWithoutEnd() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Settings.read(Map.of("rate", 0, "repeatOrder", "bySource")));
        assertTrue(e.getMessage().contains("records"), e.getMessage());
    }
}
