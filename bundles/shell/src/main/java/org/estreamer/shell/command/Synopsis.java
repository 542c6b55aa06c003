package org.estreamer.shell.command;

import java.util.ArrayList;
import java.util.List;

/**
 * How a command is called, for its help and for who calls it wrongly.
 *
 * @param name    one word
 * @param summary what it does, as a clause that follows the name: {@code lists the plugins}
 * @param forms   the words that may follow the name, one form each, as in {@code verify NAME}; empty text for none
 */
public record Synopsis(String name, String summary, List<String> forms) {

    /** A synopsis with at least one form. */
    public static Synopsis of(String name, String summary, String... forms) {
        return new Synopsis(name, summary, List.of(forms));
    }

    /** Name and summary in one line. */
    public String line() {
        return name + ": " + summary;
    }

    /** The forms, one a line. */
    public List<String> usage() {
        return forms.stream()
                .map(form -> ("usage: " + name + " " + form).strip())
                .toList();
    }

    /** All of it. */
    public List<String> help() {
        List<String> lines = new ArrayList<>();
        lines.add(line());
        lines.addAll(usage());
        return lines;
    }
}
