package org.estreamer.formats.mapping;

import java.util.Locale;

/** Makes the name that a format gives a field for which the standard has none. */
record OwnName(String prefix, Style style) {

    /** How words are put together. */
    enum Style {
        /** {@code sslFlowError} */
        AS_IS,
        /** {@code ssl_flow_error} */
        SNAKE,
        /** {@code SslFlowError} */
        CAPITAL
    }

    /** The name for a field; of one inside another, only its last name counts. */
    String of(String field) {
        String name = field.substring(field.lastIndexOf('.') + 1);
        return prefix
                + switch (style) {
                    case AS_IS -> name;
                    case SNAKE ->
                        name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                                .toLowerCase(Locale.ROOT);
                    case CAPITAL -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
                };
    }
}
