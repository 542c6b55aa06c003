package org.estreamer.shell.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What standard output is, as far as can be found out from here. */
public final class Terminal {
    private static final Size USUAL = new Size(80, 24);
    /** From this release on there is a console even where there is no terminal. */
    private static final int CONSOLE_ALWAYS_THERE = 22;

    private final UnaryOperator<String> property;
    private final UnaryOperator<String> environment;
    private boolean sized = true;

    /** How many letters fit. */
    public record Size(int columns, int rows) {}

    public Terminal(UnaryOperator<String> property, UnaryOperator<String> environment) {
        this.property = property;
        this.environment = environment;
    }

    /** Whether it is a terminal that can be drawn on. */
    public boolean redraws() {
        String term = environment.apply("TERM");
        return terminal() && term != null && !term.isEmpty() && !term.equals("dumb");
    }

    /** Whether colours are welcome. */
    public boolean colours() {
        String refused = environment.apply("NO_COLOR");
        return refused == null || refused.isEmpty();
    }

    @SuppressWarnings("SystemConsoleNull") // asked only where the answer means something
    private boolean terminal() {
        String told = property.apply("estreamer.tty");
        if (told != null) {
            return told.toLowerCase(Locale.ROOT).equals("true");
        }
        return Runtime.version().feature() < CONSOLE_ALWAYS_THERE && System.console() != null;
    }

    /** The size at this moment: a window may be drawn larger at any time. */
    public Size size() {
        if (sized) {
            Size size = parse(stty());
            if (size != null) {
                return size;
            }
            sized = false;
        }
        Size size = parse(environment.apply("LINES") + " " + environment.apply("COLUMNS"));
        return size == null ? USUAL : size;
    }

    /** Reads rows and columns; null if that is not what it is. */
    public static Size parse(String rowsAndColumns) {
        String text = rowsAndColumns.strip();
        if (!text.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}")) {
            return null;
        }
        int blank = text.indexOf(' ');
        return new Size(Integer.parseInt(text.substring(blank + 1)), Integer.parseInt(text.substring(0, blank)));
    }

    private static String stty() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return stty.waitFor(1, TimeUnit.SECONDS) ? size : "";
        } catch (IOException e) {
            // no stty or no controlling terminal: the environment may know
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
