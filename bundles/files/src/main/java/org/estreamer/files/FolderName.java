package org.estreamer.files;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A name of a folder for any name of a session or a plugin: what could mean something to a file system becomes %XX. */
public final class FolderName {
    private FolderName() {}

    /**
     * Makes the name of a folder.
     *
     * @param name any text
     * @return the same name, with all but letters, digits, {@code - _ ~ # @} and dots within it as %XX of their UTF-8
     */
    public static String encode(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_~#@".indexOf(c) >= 0);
            boolean innerDot = c == '.' && encoded.length() > 0;
            encoded.append(plain || innerDot ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }

    /**
     * Reads the name of a folder.
     *
     * @param folder as {@link #encode} made it, or somebody else's
     * @return the name; that of the folder itself if it is somebody else's
     */
    public static String decode(String folder) {
        try {
            return URLDecoder.decode(folder.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return folder; // somebody else's; it is named as it is
        }
    }
}
