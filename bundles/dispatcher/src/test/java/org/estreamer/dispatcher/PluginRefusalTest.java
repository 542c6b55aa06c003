package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.estreamer.dispatcher.plugin.PluginIdentity;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.RecordGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginRefusalTest {
    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"description", "author", "version"})
    void shouldRefuseAPluginWithoutARequiredProperty(String property) {
        rig.add("plugin", new CollectingPlugin(), property, "  ");
        assertRefused("plugin", "service property '" + property + "' is missing or is not text");
    }

    @Test
    void shouldNameEverythingThatIsMissing() {
        rig.add("plugin", new CollectingPlugin(), "author", "", "version", 1, "description", "");
        assertRefused("plugin", "service property 'description', 'author', 'version' is missing or is not text");
    }

    @Test
    void shouldRefuseAnUnknownOverflow() {
        rig.add("plugin", new CollectingPlugin(), "overflow", "maybe");
        assertRefused("plugin", "service property 'overflow' is 'maybe'; valid are block and drop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"intrusions", "70000", "-1", "connection; malware"})
    void shouldRefuseUnknownRecordsAndNameTheValidOnes(String records) {
        rig.add("plugin", new CollectingPlugin(), "records", records);
        PluginStatus status = rig.status("plugin");
        assertEquals(PluginStatus.State.REFUSED, status.state());
        for (RecordGroup group : RecordGroup.values()) {
            assertTrue(status.reason().contains(group.id()), status.reason());
        }
        assertTrue(status.reason().contains(records.split(" ", -1)[0]), status.reason());
    }

    @Test
    void shouldNameTheFileAndTheNearestGroup() {
        rig.add(
                "plugin",
                new CollectingPlugin(),
                "records",
                "intrusoin",
                "felix.fileinstall.filename",
                "file:/etc/org.estreamer.plugin.file-x.cfg");
        String reason = rig.status("plugin").reason();
        assertTrue(
                reason.contains(
                        "org.estreamer.plugin.file-x.cfg: service property 'records' names 'intrusoin'; did you mean"
                                + " intrusion? Valid are"),
                reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "hidden", "toString", "events"})
    void shouldRefuseACallbackThatIsNoPublicMethodTakingARecord(String callback) {
        class WithHidden extends CollectingPlugin {
            @SuppressWarnings("unused") // found by reflection, and refused
            private void hidden(org.estreamer.record.Record record) {}
        }
        rig.add("plugin", new WithHidden(), "callback", callback);
        PluginStatus status = rig.status("plugin");
        assertEquals(PluginStatus.State.REFUSED, status.state());
        assertTrue(
                status.reason()
                        .endsWith("has no public method " + callback
                                + " with one parameter of type org.estreamer.record.Record"),
                status.reason());
    }

    @Test
    void shouldRefuseAnUnknownStart() {
        rig.add("plugin", new CollectingPlugin(), "start", "tomorrow");
        assertRefused(
                "plugin",
                "start: \"tomorrow\" is not known; valid: oldest, now, an instant such as 2026-01-31T08:00:00Z or"
                        + " 2026-01-31T09:00+01:00, or a time ago such as -30m, -2h or -3d");
    }

    @Test
    void shouldGiveARefusedPluginAllThatCameOnceItsPropertiesAreRight() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        CollectingPlugin other = new CollectingPlugin();
        rig.add("plugin", plugin, "author", "");
        rig.add("other", other);
        rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
        other.awaitTaken(2);
        change("plugin", Map.of());
        plugin.awaitTaken(2);
        assertEquals(List.of(1L, 2L), plugin.numbers());
    }

    @Test
    void shouldTakeARefusedPluginInOnceItsPropertiesAreRight() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        rig.add("plugin", plugin, "author", "");
        rig.send(FakeRecord.event(100, 1));
        change("plugin", Map.of());
        Await.until("it takes part", () -> sendsArrive(plugin));
        assertEquals(PluginStatus.State.ACTIVE, rig.status("plugin").state());
    }

    @Test
    void shouldRefuseAPluginWhosePropertiesBecomeWrong() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        rig.add("plugin", plugin);
        change("plugin", Map.of("overflow", "no"));
        assertRefused("plugin", "service property 'overflow' is 'no'; valid are block and drop");
        rig.send(FakeRecord.event(100, 1));
        assertTrue(plugin.taken.isEmpty());
    }

    @Test
    void shouldFollowAChangeOfTheRecordsAPluginWants() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        rig.add("plugin", plugin);
        Await.until("it takes part", () -> sendsArrive(plugin));
        change("plugin", Map.of("records", "malware"));
        rig.send(FakeRecord.event(100, 1), FakeRecord.malware(100, 2));
        Await.until("malware", () -> plugin.numbers().contains(2L));
        assertFalse(plugin.numbers().contains(1L));
    }

    @Test
    void shouldRefuseANameThatAnotherBundleHasUntilItIsFree() {
        CollectingPlugin second = new CollectingPlugin();
        Map<String, Object> properties = Rig.properties("component.name", "same");
        rig.add("same", new CollectingPlugin());
        rig.roster.add("key 2", second, PluginIdentity.of(properties, "other.bundle", 77), properties);
        List<PluginStatus> both = rig.roster.statuses();
        assertEquals(PluginStatus.State.REFUSED, both.get(1).state());
        assertTrue(both.get(1).reason().startsWith("the name same is taken by bundle bundle.same"));

        rig.remove("same");

        assertEquals(PluginStatus.State.ACTIVE, rig.status("same").state());
        assertEquals("other.bundle [77]", rig.status("same").bundle());
    }

    /** A number would be an order, which the next start may change: the two would swap their positions. */
    @Test
    void shouldRefuseASecondServiceOfABundleUntilItHasANameOfItsOwn() {
        Map<String, Object> nameless = Rig.properties();
        for (int number = 1; number <= 2; number++) {
            rig.roster.add(number, new CollectingPlugin(), PluginIdentity.of(nameless, "a.bundle", 5), nameless);
        }
        PluginStatus second = rig.roster.statuses().get(1);
        assertEquals(PluginStatus.State.REFUSED, second.state());
        assertTrue(
                second.reason().startsWith("the name a.bundle is taken by another plugin of its bundle"),
                second.reason());

        Map<String, Object> named = Rig.properties("name", "second");
        rig.roster.change(2, PluginIdentity.of(named, "a.bundle", 5), named);
        assertEquals(PluginStatus.State.ACTIVE, rig.status("second").state());
        assertEquals(PluginStatus.State.ACTIVE, rig.status("a.bundle").state());
    }

    @Test
    void shouldNameAFactoryConfigurationAfterItsPid() {
        assertEquals(
                "file~alerts",
                PluginIdentity.of(
                                Map.of(
                                        "service.pid",
                                        List.of("org.estreamer.plugin.file~alerts"),
                                        "component.name",
                                        "org.estreamer.plugin.file"),
                                "b",
                                1)
                        .name());
        assertEquals(
                "org.example.Plugin",
                PluginIdentity.of(
                                Map.of("service.pid", "org.example.Plugin", "component.name", "org.example.Plugin"),
                                "b",
                                1)
                        .name());
        assertEquals("b", PluginIdentity.of(Map.of(), "b", 1).name());
    }

    private boolean sendsArrive(CollectingPlugin plugin) {
        try {
            rig.send(FakeRecord.event(100, 9));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return !plugin.taken.isEmpty();
    }

    private void change(String name, Map<String, Object> more) {
        Map<String, Object> properties = Rig.properties("component.name", name);
        properties.putAll(more);
        rig.roster.change(name, PluginIdentity.of(properties, "bundle." + name, name.hashCode()), properties);
    }

    private void assertRefused(String name, String reason) {
        assertEquals(PluginStatus.State.REFUSED, rig.status(name).state());
        assertEquals(reason, rig.status(name).reason());
    }
}
