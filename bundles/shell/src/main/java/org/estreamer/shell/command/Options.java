package org.estreamer.shell.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words behind a command.
 *
 * @param values   the options that were given, without their dashes, with their values; empty for a switch
 * @param operands what is no option
 */
public record Options(Map<String, String> values, List<String> operands) {

    /**
     * Sorts the words.
     *
     * @param words  as typed
     * @param known  the options there are; a name that ends with {@code =} takes a value
     */
    public static Options parse(List<String> words, List<String> known) throws UsageFault {
        Map<String, String> values = new HashMap<>();
        List<String> operands = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.equals("--")) {
                operands.addAll(words.subList(at + 1, words.size()));
                break;
            } else if (!word.startsWith("-") || word.equals("-")) {
                operands.add(word);
            } else {
                at += option(word, words.subList(at + 1, words.size()), known, values);
            }
        }
        return new Options(values, operands);
    }

    /**
     * Sorts the words of a command that takes options alone.
     *
     * @param command the command's name
     * @param words   as typed
     * @param known   the options there are
     */
    public static Options only(String command, List<String> words, String... known) throws UsageFault {
        Options options = parse(words, List.of(known));
        if (!options.operands().isEmpty()) {
            throw new UsageFault(command + " takes no names, but here is " + String.join(" ", options.operands()));
        }
        return options;
    }

    /** Takes one option and returns how many of the words behind it belong to it. */
    private static int option(String word, List<String> rest, List<String> known, Map<String, String> values)
            throws UsageFault {
        int equals = word.indexOf('=');
        String name = (equals < 0 ? word : word.substring(0, equals)).replaceFirst("^-+", "");
        if (known.contains(name) && equals < 0) {
            values.put(name, "");
            return 0;
        }
        if (!word.startsWith("--") || !known.contains(name + "=")) {
            throw new UsageFault("unknown option " + word);
        }
        String value = equals >= 0 ? word.substring(equals + 1) : rest.isEmpty() ? "" : rest.get(0);
        if (value.isEmpty()) {
            throw new UsageFault("option --" + name + " needs a value");
        }
        values.put(name, value);
        return equals >= 0 ? 0 : 1;
    }
}
