package org.estreamer.simulator.traffic;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.estreamer.simulator.traffic.Catalogue.Threat;

/** The fields of intrusions and of what comes with them, under the names of all releases. */
public final class Attacks {
    private static final byte[] GATEWAY_MAC = {0, 0x50, 0x56, 0x30, 0, 1};
    private static final int FORWARDED_FOR = 1;
    private static final int HTTP_URI = 9;
    private static final int MONITORED_AND_MAPPED = 0x07;
    private static final int VULNERABLE = 0x18;
    private static final int DROPPED = 0x20;

    private Attacks() {}

    public static Map<String, Object> intrusion(Scene scene) {
        Threat threat = scene.threat();
        Map<String, Object> values = Traffic.endpoints(scene);
        values.putAll(Values.of(
                "ruleId", threat.id(),
                "generatorId", 1,
                "ruleRevision", threat.revision(),
                "classificationId", threat.classification(),
                "priorityId", threat.priority(),
                "sourceIpAddress", scene.clientAddress(),
                "destinationIpAddress", scene.serverAddress(),
                "destinationPortOrIcmpCode", scene.site().port(),
                "ipProtocolId", Catalogue.TCP,
                "impactFlags", impactFlags(scene),
                "impact", scene.isBlocked() ? 1 : 2,
                "blocked", scene.isBlocked() ? 1 : 0,
                "policyUuid", Catalogue.INTRUSION_POLICY,
                "accessControlRuleId", Traffic.rule(scene),
                "accessControlPolicyUuid", Catalogue.ACCESS_POLICY,
                "interfaceIngressUuid", values.get("ingressInterface"),
                "interfaceEgressUuid", values.get("egressInterface"),
                "securityZoneIngressUuid", values.get("ingressZone"),
                "securityZoneEgressUuid", values.get("egressZone"),
                "sourceCountry", scene.client().country(),
                "networkAnalysisPolicyUuid", Catalogue.ANALYSIS_POLICY,
                "httpResponse", 404,
                "ingressVRFName", "Global",
                "egressVRFName", "Global",
                "snortVersion", 3,
                "httpHostname", scene.site().name(),
                "httpURI", scene.requestPath()));
        return values;
    }

    public static Map<String, Object> packet(Scene scene) {
        byte[] frame = frame(scene).bytes();
        return Values.of("deviceId", scene.device(), "linkType", Frame.ETHERNET, "packetData", frame);
    }

    /** The frame that triggered the rule. */
    public static Frame frame(Scene scene) {
        String request =
                scene.threat().request() + " HTTP/1.1\r\nHost: " + scene.site().name()
                        + "\r\nUser-Agent: curl/8.5.0\r\nX-Forwarded-For: "
                        + forwardedFor(scene).getHostAddress()
                        + "\r\nAccept: */*\r\n\r\n";
        return Frame.of(
                scene.client().mac(),
                GATEWAY_MAC,
                scene.clientAddress(),
                scene.serverAddress(),
                scene.site().port(),
                request.getBytes(StandardCharsets.US_ASCII));
    }

    public static Map<String, Object> forwarded(Scene scene) {
        return extraData(scene, FORWARDED_FOR, forwardedFor(scene).getAddress());
    }

    public static Map<String, Object> uri(Scene scene) {
        return extraData(scene, HTTP_URI, scene.requestPath().getBytes(StandardCharsets.UTF_8));
    }

    public static Map<String, Object> impact(Scene scene) {
        return Values.of(
                "deviceId", scene.device(),
                "impact", impactFlags(scene),
                "sourceIpAddress", scene.clientAddress(),
                "destinationIpAddress", scene.serverAddress(),
                "description",
                        "[1:" + scene.threat().id() + ":" + scene.threat().revision() + "] "
                                + scene.threat().message());
    }

    public static Map<String, Object> correlation(Scene scene) {
        Map<String, Object> values = Traffic.endpoints(scene);
        values.putAll(Values.of(
                "policyId", Catalogue.CORRELATION_POLICY,
                "ruleId", Catalogue.CORRELATION_RULE,
                "priority", scene.threat().priority(),
                "eventDescription", scene.threat().message(),
                "eventType", 1,
                "eventDeviceId", scene.device(),
                "signatureId", scene.threat().id(),
                "signatureGeneratorId", 1,
                "eventDefinedMask", 0xFF,
                "eventImpactFlags", impactFlags(scene),
                "ipProtocol", Catalogue.TCP,
                "networkProtocol", scene.isV6() ? 0x86DD : 0x0800,
                "sourceIp", scene.clientAddress(),
                "destinationIp", scene.serverAddress(),
                "destinationPort", scene.site().port(),
                "destinationServerId", scene.site().application(),
                "impact", scene.isBlocked() ? 1 : 2,
                "blocked", scene.isBlocked() ? 1 : 0,
                "intrusionPolicy", Catalogue.INTRUSION_POLICY,
                "ruleAction", scene.isBlocked() ? Catalogue.BLOCK : Catalogue.ALLOW,
                "url", scene.url(),
                "urlCategory", scene.site().category(),
                "urlReputation", scene.site().reputation(),
                "clientId", scene.site().client(),
                "accessControlPolicyRevision", Catalogue.ACCESS_POLICY,
                "accessControlRuleId", Traffic.rule(scene),
                "ingressInterfaceUuid", values.get("ingressInterface"),
                "egressInterfaceUuid", values.get("egressInterface"),
                "ingressZoneUuid", values.get("ingressZone"),
                "egressZoneUuid", values.get("egressZone"),
                "sourceIpv6Address", scene.clientAddress(),
                "destinationIpv6Address", scene.serverAddress(),
                "sourceCountry", scene.client().country()));
        return values;
    }

    private static Map<String, Object> extraData(Scene scene, int type, byte[] content) {
        return Values.of("deviceId", scene.device(), "type", type, "blob", content);
    }

    /** Whom a proxy forwarded the request for: always IPv4, since extra data of that type holds four bytes. */
    private static InetAddress forwardedFor(Scene scene) {
        return Scene.address("192.0.2." + (10 + scene.variant()));
    }

    private static int impactFlags(Scene scene) {
        return MONITORED_AND_MAPPED | (scene.isBlocked() ? VULNERABLE | DROPPED : 0);
    }
}
