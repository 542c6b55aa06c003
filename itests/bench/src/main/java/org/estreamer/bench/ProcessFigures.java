package org.estreamer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Linux tells of a process.
 *
 * @param cpuSeconds  processor time since its start, of all its threads
 * @param residentKib memory in RAM
 * @param peakKib     the most it has had in RAM
 */
record ProcessFigures(double cpuSeconds, long residentKib, long peakKib) {
    /** The kernel reports in this unit to programs, whatever it counts in itself. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    static ProcessFigures of(Process process) throws IOException {
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        return parse(Files.readString(folder.resolve("stat")), Files.readString(folder.resolve("status")));
    }

    static ProcessFigures parse(String stat, String status) {
        // the name in parentheses may hold spaces and parentheses itself; what follows is field 3
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return new ProcessFigures(ticks / TICKS_PER_SECOND, number(RESIDENT, status), number(PEAK, status));
    }

    private static long number(Pattern pattern, String status) {
        Matcher found = pattern.matcher(status);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + status);
        }
        return Long.parseLong(found.group(1));
    }
}
