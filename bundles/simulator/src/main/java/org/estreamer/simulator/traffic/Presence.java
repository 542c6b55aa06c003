package org.estreamer.simulator.traffic;

import java.util.List;
import java.util.Map;
import org.estreamer.simulator.traffic.Catalogue.Person;
import org.estreamer.simulator.traffic.Scene.Host;

/** The fields of discovery and user records, under the names of all releases. */
public final class Presence {
    private static final int NEW = 1000;
    private static final int USERS = 1004;
    private static final int ETHERNET_IPV4 = 0x0800;

    private Presence() {}

    public static Map<String, Object> newHost(Scene scene) {
        Host host = scene.client();
        List<Map<String, Object>> macs =
                List.of(Values.of("blockType", 95, "ttl", 64, "address", host.mac(), "primary", 1));
        List<Map<String, Object>> network = List.of(Values.of("blockType", 4, "protocol", ETHERNET_IPV4));
        List<Map<String, Object>> transport = List.of(Values.of("blockType", 4, "protocol", Catalogue.TCP));
        Map<String, Object> profile = Values.of(
                "ipAddress", host.v4(),
                "hops", 1,
                "primarySecondary", 1,
                "macAddresses", macs,
                "hostMacAddress", macs,
                "networkProtocols", network,
                "networkProtocol", network,
                "transportProtocols", transport,
                "transportProtocol", transport,
                "netbios", host.netbios(),
                "netbiosName", host.netbios());
        return about(scene, NEW, 1, Kind.NEW_HOST, profile);
    }

    public static Map<String, Object> newServer(Scene scene) {
        Map<String, Object> information =
                Values.of("blockType", 117, "applicationId", Catalogue.SSH, "vendor", "OpenSSH", "version", "9.6");
        Map<String, Object> server =
                Values.of("port", 22, "hits", 1, "confidence", 100, "serverInformation", List.of(information));
        return about(scene, NEW, 2, Kind.NEW_SERVER, server);
    }

    public static Map<String, Object> newOs(Scene scene) {
        boolean even = scene.variant() % 2 == 0;
        Map<String, Object> fingerprint =
                Values.of("uuid", even ? Catalogue.LINUX : Catalogue.WINDOWS, "type", 1, "sourceType", 0);
        return about(scene, NEW, 8, Kind.NEW_OS, fingerprint);
    }

    public static Map<String, Object> newUser(Scene scene) {
        return about(scene, USERS, 1, Kind.NEW_USER, person(scene.client().person()));
    }

    public static Map<String, Object> login(Scene scene) {
        Host host = scene.client();
        Map<String, Object> login = person(host.person());
        login.putAll(Values.of(
                "ipv4Address",
                host.v4(),
                "ipv6Address",
                host.v4(),
                "domain",
                "corp.example.com",
                "applicationId",
                Catalogue.LDAP,
                "loginType",
                1,
                "authType",
                1,
                "reportedBy",
                "dc1.corp.example.com"));
        return about(scene, USERS, 2, Kind.LOGIN, login);
    }

    private static Map<String, Object> person(Person person) {
        return Values.of(
                "userId", person.id(),
                "username", person.name(),
                "realmId", Catalogue.REALM,
                "protocol", Catalogue.LDAP,
                "firstName", person.firstName(),
                "lastName", person.lastName(),
                "email", person.email(),
                "department", person.department());
    }

    private static Map<String, Object> about(Scene scene, int type, int subtype, Kind kind, Map<String, Object> block) {
        return Values.of(
                "deviceId",
                scene.device(),
                "hostIpAddress",
                scene.client().v4(),
                "macAddress",
                scene.client().mac(),
                "eventType",
                type,
                "eventSubtype",
                subtype,
                kind.blockField(),
                block);
    }
}
