package org.estreamer.simulator.traffic;

import static org.estreamer.simulator.traffic.Catalogue.DMZ;
import static org.estreamer.simulator.traffic.Catalogue.DMZ_PORT;
import static org.estreamer.simulator.traffic.Catalogue.INSIDE;
import static org.estreamer.simulator.traffic.Catalogue.INSIDE_PORT;
import static org.estreamer.simulator.traffic.Catalogue.OUTSIDE;
import static org.estreamer.simulator.traffic.Catalogue.OUTSIDE_PORT;

import java.util.HexFormat;
import java.util.Map;
import org.estreamer.simulator.traffic.Catalogue.Download;
import org.estreamer.simulator.traffic.Catalogue.Site;

/** The fields of connections, and of the files and the malware in them, under the names of all releases. */
public final class Traffic {
    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    private static final int MALWARE_IOC = 7;
    private static final int SHA_DETECTOR = 3;
    private static final String VRF = "Global";

    private Traffic() {}

    public static Map<String, Object> connection(Scene scene) {
        Site site = scene.site();
        boolean blocked = scene.isBlocked();
        Map<String, Object> values = endpoints(scene);
        values.putAll(Values.of(
                "eventType",
                1003,
                "eventSubtype",
                1,
                "policyRevision",
                Catalogue.ACCESS_POLICY,
                "ruleId",
                rule(scene),
                "ruleAction",
                blocked ? Catalogue.BLOCK : Catalogue.ALLOW,
                "ruleReason",
                reason(scene),
                "responderPort",
                site.port(),
                "protocol",
                site.protocol(),
                "urlCategory",
                site.category(),
                "urlReputation",
                site.reputation(),
                "clientApplicationVersion",
                site.application() == Catalogue.HTTP ? "128.0" : "",
                "clientUrl",
                scene.url(),
                "fileEventCount",
                scene.story() == Story.DOWNLOAD || scene.story() == Story.INFECTION ? 1 : 0,
                "intrusionEventCount",
                scene.story() == Story.ATTACK ? 1 : 0,
                "iocNumber",
                scene.story() == Story.INFECTION ? MALWARE_IOC : 0,
                "networkAnalysisPolicyRevision",
                Catalogue.ANALYSIS_POLICY));
        values.putAll(application(site));
        return values;
    }

    public static Map<String, Object> file(Scene scene) {
        Download file = scene.file();
        Map<String, Object> values = transfer(scene);
        values.putAll(Values.of(
                "action", scene.isBlocked() ? 4 : 1,
                "shaHash", file.sha256(),
                "fileTypeId", file.type(),
                "fileName", file.name(),
                "fileSize", file.size(),
                "signature", file.detection(),
                "ingressVRF", VRF,
                "egressVRF", VRF));
        return values;
    }

    public static Map<String, Object> malware(Scene scene) {
        Download file = scene.file();
        Map<String, Object> values = transfer(scene);
        values.putAll(Values.of(
                "cloudUuid",
                Catalogue.CLOUD,
                "eventTypeId",
                1,
                "eventSubtypeId",
                1,
                "detectorId",
                SHA_DETECTOR,
                "hostIp",
                scene.client().v4(),
                "detectionName",
                file.detection(),
                "user",
                scene.client().person().name(),
                "fileName",
                file.name(),
                "fileShaHash",
                HexFormat.of().formatHex(file.sha256()),
                "fileSize",
                file.size(),
                "fileType",
                file.type(),
                "action",
                4,
                "iocNumber",
                MALWARE_IOC,
                "ingressVRFName",
                VRF,
                "egressVRFName",
                VRF));
        return values;
    }

    /** Zones, interfaces, addresses and who is behind them: what connections and intrusions share. */
    public static Map<String, Object> endpoints(Scene scene) {
        boolean inward = scene.client().attacker();
        return Values.of(
                "deviceId", scene.device(),
                "ingressZone", inward ? OUTSIDE : INSIDE,
                "egressZone", inward ? DMZ : OUTSIDE,
                "ingressInterface", inward ? OUTSIDE_PORT : INSIDE_PORT,
                "egressInterface", inward ? DMZ_PORT : OUTSIDE_PORT,
                "initiatorIpAddress", scene.clientAddress(),
                "responderIpAddress", scene.serverAddress(),
                "userId", scene.client().userId(),
                "applicationId", scene.site().application(),
                "clientApplicationId", scene.site().client(),
                "webApplicationId", scene.site().web(),
                "initiatorCountry", scene.client().country(),
                "responderCountry", scene.site().country());
    }

    /** The access control rule that a scene's connection matches. */
    public static int rule(Scene scene) {
        if (scene.client().attacker()) {
            return Catalogue.RULE_SERVERS;
        }
        if (scene.isBlocked()) {
            return Catalogue.RULE_RISK;
        }
        if (scene.site().isWeb()) {
            return Catalogue.RULE_WEB;
        }
        return scene.site().application() == Catalogue.DNS ? Catalogue.RULE_NAMES : Catalogue.RULE_SERVICES;
    }

    private static int reason(Scene scene) {
        boolean blocked = scene.isBlocked();
        return switch (scene.story()) {
            case ATTACK -> blocked ? 64 : 32;
            case DOWNLOAD, INFECTION -> blocked ? 16 : 8;
            default -> 0;
        };
    }

    private static Map<String, Object> application(Site site) {
        return switch (site.application()) {
            case Catalogue.HTTP -> Values.of("referencedHost", site.name(), "userAgent", AGENT, "httpResponse", 200);
            case Catalogue.HTTPS -> tls(site);
            case Catalogue.DNS -> lookup();
            default -> Values.of();
        };
    }

    /** A question and its answer: one packet each way, whatever the other connections carry. */
    private static Map<String, Object> lookup() {
        return Values.of(
                "dnsQuery", "www.example.com",
                "dnsRecordType", 1,
                "dnsTtl", 300,
                "initiatorTransmittedPackets", 1,
                "initiatorTransmittedBytes", 75,
                "responderTransmittedPackets", 1,
                "responderTransmittedBytes", 91);
    }

    /** The decryption policy speaks of mail on the web only, and leaves it alone. */
    private static Map<String, Object> tls(Site site) {
        return site.category() == Catalogue.WEB_MAIL
                ? Values.of(
                        "sslServerName", site.name(), "sslActualAction", 1, "sslExpectedAction", 0, "sslFlowStatus", 1)
                : Values.of();
    }

    private static Map<String, Object> transfer(Scene scene) {
        return Values.of(
                "deviceId", scene.device(),
                "sourceIpAddress", scene.clientAddress(),
                "destinationIpAddress", scene.serverAddress(),
                "destinationPort", scene.site().port(),
                "protocol", scene.site().protocol(),
                "direction", 1,
                "disposition", scene.file().disposition(),
                "speroDisposition", 0,
                "threatScore", scene.file().disposition() == 3 ? 76 : 0,
                "applicationId", scene.site().application(),
                "clientApplicationId", scene.site().client(),
                "webApplicationId", scene.site().web(),
                "userId", scene.client().userId(),
                "uri", scene.url(),
                "accessControlPolicyUuid", Catalogue.ACCESS_POLICY,
                "sourceCountry", 0,
                "destinationCountry", scene.site().country(),
                "httpResponse", 200);
    }
}
