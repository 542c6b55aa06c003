package org.estreamer.shell.check;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** Prints what is tried, one thing after the other, each step by step, and keeps the score. */
final class Steps {
    private static final String INDENT = "  ";
    /** As wide as the longest step, {@code configuration}. */
    private static final int STEP_WIDTH = 13;

    private final PrintStream out;
    private final String noun;
    private final List<String> failed = new ArrayList<>();
    private int tried;

    /**
     * Begins a list.
     *
     * @param noun what is tried, in the singular
     */
    Steps(PrintStream out, String noun) {
        this.out = out;
        this.noun = noun;
    }

    /** Begins with another thing. */
    void begin(String title) {
        tried++;
        out.println(TextTable.harmless(title));
    }

    /** Prints a step. */
    void step(String step, boolean ok, String detail) {
        String start = INDENT + String.format(Locale.ROOT, "%-" + STEP_WIDTH + "s  %-6s  ", step, ok ? "ok" : "FAILED");
        String indent = " ".repeat(start.length());
        List<String> lines = detail.lines().map(TextTable::harmless).toList();
        out.println((start + String.join(System.lineSeparator() + indent, lines)).stripTrailing());
        out.flush();
    }

    /** Ends a thing. */
    void end(String name, boolean ok) {
        out.println();
        if (!ok) {
            failed.add(name);
        }
    }

    /** Sums up, where anything was tried, and returns the exit status. */
    int end() {
        if (tried > 0) {
            out.println(
                    failed.isEmpty()
                            ? Figures.count(tried, noun) + " checked, all ok"
                            : failed.size() + " of " + Figures.count(tried, noun) + " failed: "
                                    + TextTable.harmless(String.join(", ", failed)));
            out.flush();
        }
        return failed.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
