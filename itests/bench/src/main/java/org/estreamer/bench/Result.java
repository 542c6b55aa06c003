package org.estreamer.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run came to.
 *
 * @param rate        records a second
 * @param cpu         seconds of processor time for a million records
 * @param residentKib memory in RAM at the end
 * @param peakKib     the most memory in RAM
 * @param serverCores how many processors the server kept busy
 */
record Result(double rate, double cpu, double residentKib, double peakKib, double serverCores) {
    static Result median(List<Result> some) {
        return new Result(
                median(some, Result::rate),
                median(some, Result::cpu),
                median(some, Result::residentKib),
                median(some, Result::peakKib),
                median(some, Result::serverCores));
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double median(List<Result> some, ToDoubleFunction<Result> figure) {
        return median(some.stream().mapToDouble(figure).toArray());
    }
}
