package org.estreamer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HiddenSettingTest {
    private static final Map<String, Object> COMPONENT = Map.of("service.pid", "session~a");

    private final HiddenSetting hidden = new HiddenSetting("password");

    @Test
    void shouldHandOutWhatItHasTakenToTheSameConfigurationOnly() {
        Hashtable<String, Object> properties = configuration("hunter2");
        hidden.hide(properties);
        assertFalse(properties.containsKey("password"));
        assertEquals("h", properties.get("host"));
        assertEquals(Optional.of("hunter2"), hidden.of(COMPONENT));
        assertEquals(Optional.empty(), hidden.of(Map.of("service.pid", "session~b")));
        assertFalse(hidden.toString().contains("hunter2"), hidden::toString);
    }

    @Test
    void shouldGoByTheNewestConfiguration() {
        hidden.hide(configuration("hunter2"));
        hidden.hide(configuration("hunter3"));
        assertEquals(Optional.of("hunter3"), hidden.of(COMPONENT));
        Hashtable<String, Object> without = configuration("x");
        without.remove("password");
        hidden.hide(without);
        assertEquals(Optional.empty(), hidden.of(COMPONENT));
    }

    @Test
    void shouldLeaveAPlaceholderWithoutAValue() {
        hidden.hide(configuration("hunter2"));
        Hashtable<String, Object> properties = configuration("$[secret:typo]");
        hidden.hide(properties);
        assertEquals("$[secret:typo]", properties.get("password"));
        assertEquals(Optional.empty(), hidden.of(COMPONENT));
    }

    @SuppressWarnings("JdkObsolete") // the only Dictionary there is
    private static Hashtable<String, Object> configuration(String password) {
        Hashtable<String, Object> properties = new Hashtable<>(COMPONENT);
        properties.put("host", "h");
        properties.put("password", password);
        return properties;
    }
}
