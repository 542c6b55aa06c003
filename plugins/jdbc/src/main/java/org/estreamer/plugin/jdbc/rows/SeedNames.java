package org.estreamer.plugin.jdbc.rows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.estreamer.record.Field;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Names;
import org.estreamer.record.Record;

/**
 * What the user and the URL category of one connection are called, as the record itself knows it: metadata pass a plugin only
 * once, perhaps before its last start. Only these two fields are asked for.
 */
final class SeedNames implements FieldVisitor, NameVisitor {
    private static final String USER_ID = "userId";
    private static final String USER = "userName";
    private static final String URL_CATEGORY_ID = "urlCategory";
    private static final String URL_CATEGORY = "urlCategoryName";

    private final Names names;
    private String user;
    private String urlCategory;

    private SeedNames(Names names) {
        this.names = names;
    }

    static SeedNames of(Record record) {
        SeedNames found = new SeedNames(record.names());
        record.visit(found);
        return found;
    }

    /** Null for none. */
    String user() {
        return user;
    }

    /** Null for none. */
    String urlCategory() {
        return urlCategory;
    }

    @Override
    public void number(Field field, long value) {
        if (field.name().equals(USER_ID) || field.name().equals(URL_CATEGORY_ID)) {
            names.number(field, value, this);
        }
    }

    @Override
    public void name(Field key, byte[] utf8) {
        if (key.name().equals(USER)) {
            user = new String(utf8, StandardCharsets.UTF_8);
        } else if (key.name().equals(URL_CATEGORY)) {
            urlCategory = new String(utf8, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void names(Field key, List<byte[]> utf8) {
        // neither is a set of flags
    }
}
