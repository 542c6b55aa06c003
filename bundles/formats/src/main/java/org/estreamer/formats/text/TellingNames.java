package org.estreamer.formats.text;

import java.util.List;
import java.util.Set;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.Utf8Escaper;
import org.estreamer.record.Field;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Names;

/** Picks the names that tell a person most: where it was seen, what was done and why, who it was and with what. */
final class TellingNames implements NameVisitor {
    private static final Set<String> TELLING = Set.of(
            "deviceName",
            "eventDeviceName",
            "eventSubtypeName",
            "ruleName",
            "ruleMessage",
            "signatureMessage",
            "ruleActionName",
            "ruleReasonNames",
            "classificationName",
            "impactName",
            "blockedName",
            "actionName",
            "dispositionName",
            "policyName",
            "accessControlRuleName",
            "ingressZoneName",
            "egressZoneName",
            "userName",
            "applicationName",
            "webApplicationName",
            "urlCategoryName");
    /** A list may hold thousands of users. */
    private static final int MOST = 32;

    private final Field[] keys = new Field[MOST];
    private final byte[][] texts = new byte[MOST][];
    private int count;
    private Names names = Names.NONE;

    /** Begins with a record. */
    void begin(Names of) {
        names = of;
        count = 0;
    }

    void number(Field field, long value) {
        names.number(field, value, this);
    }

    void bytes(Field field, byte[] buffer, int offset, int length) {
        names.bytes(field, buffer, offset, length, this);
    }

    @Override
    public void name(Field key, byte[] utf8) {
        if (count < MOST && TELLING.contains(key.name())) {
            keys[count] = key;
            texts[count] = utf8;
            count++;
        }
    }

    @Override
    public void names(Field key, List<byte[]> utf8) {
        for (int i = 0; i < utf8.size(); i++) {
            name(key, utf8.get(i));
        }
    }

    /** Puts the names, in the order of the fields that they belong to. */
    void put(ByteBuilder out) {
        for (int i = 0; i < count; i++) {
            out.put(' ').put(keys[i].utf8Name()).put('=');
            Utf8Escaper.quoted(out, texts[i], 0, texts[i].length);
        }
    }
}
