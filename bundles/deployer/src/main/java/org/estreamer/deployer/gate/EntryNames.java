package org.estreamer.deployer.gate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names in a jar. Each is to mean one entry to whoever reads it: the framework, which takes {@code X} for {@code X/},
 * the file system, which may take {@code x} for {@code X} where a library is unpacked, and the check of signatures, which
 * takes everything in {@code META-INF} in any case.
 */
final class EntryNames {
    private static final String META_INF = "META-INF/";
    private static final Pattern OUTSIDE = Pattern.compile("^[/\\\\]|^[A-Za-z]:|(^|[/\\\\])\\.\\.([/\\\\]|$)");
    private static final Pattern UNCLEAR = Pattern.compile("[\\p{Cc}\\\\]|(^|/)\\.(/|$)|//|^$");

    private final boolean folding;
    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();

    /**
     * No names yet.
     *
     * @param folding whether the file system takes two names for one that differ in case only
     */
    EntryNames(boolean folding) {
        this.folding = folding;
    }

    /** Whether a file is also found by its name in capitals. */
    static boolean areFolded(Path file) {
        String name = file.getFileName().toString();
        return Files.exists(file.resolveSibling(name.toUpperCase(Locale.ROOT)))
                && Files.exists(file.resolveSibling(name.toLowerCase(Locale.ROOT)));
    }

    void add(String name, long size) throws RefusedException {
        if (OUTSIDE.matcher(name).find()) {
            throw new RefusedException("its entry " + name + " points out of the jar");
        }
        if (UNCLEAR.matcher(name).find()) {
            throw new RefusedException("its entry '" + name.replaceAll("\\p{Cc}", "?") + "' has no clear name");
        }
        boolean folder = name.endsWith("/");
        if (folder && size > 0) {
            throw new RefusedException("its entry " + name + " has the name of a folder, and content");
        }
        boolean inMetaInf = name.regionMatches(true, 0, META_INF, 0, META_INF.length());
        boolean misnamed = inMetaInf && !name.startsWith(META_INF);
        boolean direct = inMetaInf && name.indexOf('/', META_INF.length()) < 0;
        String key = key(folder ? name.substring(0, name.length() - 1) : name, direct);
        if (misnamed || !(folder ? folders : files).add(key)) {
            throw new RefusedException("its entry " + name + " is there twice or misnamed");
        }
    }

    private String key(String name, boolean anyCase) {
        return folding || anyCase
                ? Normalizer.normalize(name, Normalizer.Form.NFC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT)
                : name;
    }

    /** Told when all names are known: none is that of a file and of a folder. */
    void finish() throws RefusedException {
        Set<String> parents = new HashSet<>();
        folders.forEach(folder -> addWithParents(parents, folder));
        files.forEach(file -> addWithParents(parents, parent(file)));
        for (String file : files) {
            if (parents.contains(file)) {
                throw new RefusedException("its entry " + file + " is a file and a folder");
            }
        }
    }

    private static void addWithParents(Set<String> parents, String folder) {
        String each = folder;
        while (!each.isEmpty() && parents.add(each)) {
            each = parent(each);
        }
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
}
