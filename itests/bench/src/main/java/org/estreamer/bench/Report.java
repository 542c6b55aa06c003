package org.estreamer.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The runs as a table in Markdown: medians over the rounds. */
final class Report {
    private final Map<Mode, List<Result>> results = new EnumMap<>(Mode.class);

    void add(Mode mode, Result result) {
        results.computeIfAbsent(mode, any -> new ArrayList<>()).add(result);
    }

    String table() {
        StringBuilder table =
                new StringBuilder("| run | records/s | of the drain | lowest to highest | CPU s per million records"
                        + " | RSS MB | peak MB | server's processors |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        results.forEach((mode, runs) -> table.append(row(mode, runs)));
        return table.toString();
    }

    private String row(Mode mode, List<Result> runs) {
        Result median = Result.median(runs);
        double[] rates = runs.stream().mapToDouble(Result::rate).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %s | %,.0f to %,.0f | %.2f | %.0f | %.0f | %.2f |%n",
                mode.label(),
                median.rate(),
                share(median.rate()),
                rates[0],
                rates[rates.length - 1],
                median.cpu(),
                median.residentKib() / 1024,
                median.peakKib() / 1024,
                median.serverCores());
    }

    private String share(double rate) {
        List<Result> drains = results.get(Mode.DRAIN);
        return drains == null
                ? "-"
                : String.format(
                        Locale.ROOT, "%.2f", rate / Result.median(drains).rate());
    }
}
