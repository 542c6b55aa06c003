package org.estreamer.simulator.traffic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which metadata the fields of a record refer to. */
public final class Mentions {
    /** By field name; a kind of record before the name where the same name means something else there. */
    private static final Map<String, List<Integer>> TYPES = types(Map.ofEntries(
            Map.entry(4, "priorityId CORRELATION.priority"),
            Map.entry(54, "NEW_OS.uuid"),
            Map.entry(55, "clientApplicationId clientId"),
            Map.entry(59, "CORRELATION.networkProtocol"),
            Map.entry(63, "applicationId sourceServerId destinationServerId"),
            Map.entry(66, "INTRUSION.ruleId CORRELATION.signatureId"),
            Map.entry(67, "classificationId"),
            Map.entry(69, "CORRELATION.policyId"),
            Map.entry(70, "CORRELATION.ruleId"),
            Map.entry(98, "userId sourceUserId destinationUserId"),
            Map.entry(109, "webApplicationId"),
            Map.entry(111, "FORWARDED_FOR.type URI.type"),
            Map.entry(
                    115,
                    "ingressZone egressZone ingressZoneUuid egressZoneUuid securityZoneIngressUuid"
                            + " securityZoneEgressUuid"),
            Map.entry(
                    116,
                    "ingressInterface egressInterface ingressInterfaceUuid egressInterfaceUuid interfaceIngressUuid"
                            + " interfaceEgressUuid"),
            Map.entry(117, "policyRevision accessControlPolicyUuid accessControlPolicyRevision"),
            Map.entry(118, "policyUuid intrusionPolicy"),
            Map.entry(119, "CONNECTION.ruleId accessControlRuleId"),
            Map.entry(120, "ruleAction"),
            Map.entry(121, "urlCategory"),
            Map.entry(122, "urlReputation"),
            Map.entry(123, "deviceId eventDeviceId"),
            Map.entry(124, "ruleReason"),
            Map.entry(127, "cloudUuid"),
            Map.entry(128, "eventTypeId"),
            Map.entry(129, "eventSubtypeId"),
            Map.entry(130, "detectorId"),
            Map.entry(145, "policyRevision accessControlPolicyUuid accessControlPolicyRevision"),
            Map.entry(161, "iocNumber"),
            Map.entry(300, "realmId"),
            Map.entry(320, "dnsRecordType"),
            Map.entry(510, "fileTypeId fileType"),
            Map.entry(511, "shaHash"),
            Map.entry(520, "initiatorCountry responderCountry sourceCountry destinationCountry"),
            Map.entry(606, "sslActualAction"),
            Map.entry(608, "sslFlowStatus"),
            Map.entry(700, "networkAnalysisPolicyRevision networkAnalysisPolicyUuid")));

    private Mentions() {}

    /**
     * What a record refers to.
     *
     * @param kind   the kind of record
     * @param values its fields
     * @return each name once, in the order of the fields
     */
    public static List<Mention> of(Kind kind, Map<String, ?> values) {
        Set<Mention> mentions = new LinkedHashSet<>();
        collect(kind, values, mentions);
        return new ArrayList<>(mentions);
    }

    private static void collect(Kind kind, Map<?, ?> values, Set<Mention> mentions) {
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> block) {
                collect(kind, block, mentions);
            } else if (value instanceof Collection<?> items) {
                items.forEach(item -> collect(kind, (Map<?, ?>) item, mentions));
            } else {
                addNamed(kind, (String) name, value, mentions);
            }
        });
    }

    private static void addNamed(Kind kind, String field, Object value, Set<Mention> mentions) {
        String key = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
        List<Integer> types = TYPES.getOrDefault(kind + "." + field, TYPES.getOrDefault(field, List.of()));
        for (int type : types) {
            Mention mention = new Mention(type, key);
            if (Metadata.values(mention) != null) {
                mentions.add(mention);
            }
        }
    }

    private static Map<String, List<Integer>> types(Map<Integer, String> fields) {
        Map<String, List<Integer>> types = new HashMap<>();
        fields.forEach((type, names) -> {
            for (String name : names.split(" ", -1)) {
                types.computeIfAbsent(name, field -> new ArrayList<>()).add(type);
            }
        });
        return types;
    }
}
