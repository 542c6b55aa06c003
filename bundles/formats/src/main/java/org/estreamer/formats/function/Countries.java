package org.estreamer.formats.function;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.source.Kind;

/** The codes of countries that ISO 3166-1 gives them beside the numeric ones. */
final class Countries {
    private static final int LETTERS = 26;
    /** The code of three letters by that of two. */
    private static final byte[][] ALPHA3 = new byte[LETTERS * LETTERS][];

    static {
        for (String country : Locale.getISOCountries()) {
            ALPHA3[index((byte) country.charAt(0), (byte) country.charAt(1))] = new Locale.Builder()
                    .setRegion(country)
                    .build()
                    .getISO3Country()
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    private Countries() {}

    /** {@code USA} of {@code US}. */
    static Kind alpha3(Kind kind, ByteBuilder value, int from) {
        byte[] bytes = value.array();
        int index = value.length() - from == 2 ? index(bytes[from], bytes[from + 1]) : -1;
        byte[] three = index < 0 ? null : ALPHA3[index];
        if (three == null) {
            return Kind.NONE;
        }
        value.cut(from);
        value.put(three);
        return Kind.PLAIN;
    }

    private static int index(byte first, byte second) {
        return isLetter(first) && isLetter(second) ? (first - 'A') * LETTERS + second - 'A' : -1;
    }

    private static boolean isLetter(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
