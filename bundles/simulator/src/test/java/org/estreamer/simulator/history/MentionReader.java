package org.estreamer.simulator.history;

import java.util.ArrayList;
import java.util.List;
import org.estreamer.record.Record;
import org.estreamer.simulator.traffic.Mention;

/** Which names a record gives, and which it needs: written down here once more, by the fields that clients look at. */
final class MentionReader {
    private MentionReader() {}

    /** What a metadata record names. */
    static Mention named(Record metadata) {
        int type = metadata.type();
        String field = switch (type) {
            case 54, 115, 116, 117, 118, 127, 145, 700 -> "uuid";
            case 66 -> "ruleId";
            case 111 -> "type";
            case 511 -> "fileName";
            case 520 -> "countryCode";
            default -> "id";
        };
        return new Mention(type, value(metadata, field));
    }

    /** What an event needs named. */
    static List<Mention> mentions(Record event) {
        List<Mention> mentions = new ArrayList<>();
        mentions.add(new Mention(123, value(event, "deviceId")));
        switch (event.type()) {
            case 71 ->
                add(
                        mentions,
                        event,
                        "ingressZone",
                        115,
                        "egressInterface",
                        116,
                        "policyRevision",
                        117,
                        "ruleId",
                        119,
                        "ruleAction",
                        120,
                        "ruleReason",
                        124,
                        "userId",
                        98,
                        "applicationId",
                        63,
                        "urlCategory",
                        121,
                        "urlReputation",
                        122,
                        "clientApplicationId",
                        55,
                        "webApplicationId",
                        109,
                        "initiatorCountry",
                        520,
                        "responderCountry",
                        520);
            case 400 ->
                add(
                        mentions,
                        event,
                        "ruleId",
                        66,
                        "classificationId",
                        67,
                        "priorityId",
                        4,
                        "policyUuid",
                        118,
                        "accessControlRuleId",
                        119,
                        "securityZoneIngressUuid",
                        115,
                        "sourceCountry",
                        520);
            case 500, 502 -> add(mentions, event, "fileTypeId", 510, "applicationId", 63, "userId", 98);
            case 112 -> add(mentions, event, "policyId", 69, "ruleId", 70, "signatureId", 66);
            case 110 -> add(mentions, event, "type", 111);
            default -> {}
        }
        return mentions;
    }

    private static void add(List<Mention> mentions, Record event, Object... fieldsAndTypes) {
        for (int i = 0; i < fieldsAndTypes.length; i += 2) {
            String value = value(event, (String) fieldsAndTypes[i]);
            if (!"0".equals(value)) {
                mentions.add(new Mention((int) fieldsAndTypes[i + 1], value));
            }
        }
    }

    private static String value(Record record, String field) {
        return switch (field) {
            case "uuid", "ingressZone", "egressInterface", "policyRevision", "policyUuid", "securityZoneIngressUuid" ->
                record.uuid(field).toString();
            case "fileName" -> record.text(field);
            default -> Long.toString(record.number(field));
        };
    }
}
