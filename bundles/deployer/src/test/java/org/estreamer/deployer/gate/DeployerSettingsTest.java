package org.estreamer.deployer.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployerSettingsTest {
    private static DeployerSettings from(Map<String, String> settings) {
        return DeployerSettings.from(settings::get);
    }

    @Test
    void shouldTrustAnyJarUpToAQuarterOfAGibibyteByDefault() {
        DeployerSettings settings = from(Map.of());
        assertEquals("", settings.fault());
        assertFalse(settings.signed());
        assertEquals(256L << 20, settings.maxJarBytes());
    }

    @Test
    void shouldFindTheKeyStoreInEtc() {
        Map<String, String> settings = Map.of("plugins.trust", "signed", "plugins.keyStore", "trusted.p12");
        assertEquals(Path.of("etc/trusted.p12").toAbsolutePath(), from(settings).keyStore());
        Map<String, String> inKaraf = new HashMap<>(settings);
        inKaraf.put("karaf.etc", "/karaf/etc");
        assertEquals(Path.of("/karaf/etc/trusted.p12"), from(inKaraf).keyStore());
        inKaraf.put("estreamer.etc", "/own/etc");
        assertEquals(Path.of("/own/etc/trusted.p12"), from(inKaraf).keyStore());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2048", "-1", "1.5", "many", "99999999999"})
    void shouldRefuseASizeOutOfRange(String size) {
        DeployerSettings settings = from(Map.of("plugins.maxJarMebibytes", size));
        assertTrue(settings.fault().contains("; valid: 1 to 2047"), settings.fault());
    }

    @Test
    void shouldNameTheSettingThatIsMissing() {
        assertTrue(from(Map.of("plugins.trust", "signed")).fault().contains("plugins.keyStore"));
    }

    @Test
    void shouldNeverShowThePassword() {
        DeployerSettings settings = from(
                Map.of("plugins.trust", "signed", "plugins.keyStore", "a.p12", "plugins.keyStorePassword", "geheim"));
        assertFalse(settings.toString().contains("geheim"));
        assertTrue(settings.toString().contains("a.p12"));
    }
}
