package org.estreamer.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures a client that runs: a warm-up, then a sample a second. */
final class Meter {
    private final Process server;
    private final Process client;
    private final Progress progress;
    private final List<Progress.Point> points = new ArrayList<>();

    Meter(Process server, Process client, Progress progress) {
        this.server = server;
        this.client = client;
        this.progress = progress;
    }

    Result measure(int warmupSeconds, int seconds) throws Exception {
        pause(warmupSeconds);
        ProcessFigures before = ProcessFigures.of(client);
        ProcessFigures serverBefore = ProcessFigures.of(server);
        points.add(progress.now());
        for (int second = 0; second < seconds; second++) {
            pause(1);
            points.add(progress.now());
        }
        ProcessFigures after = ProcessFigures.of(client);
        double serverCpu = ProcessFigures.of(server).cpuSeconds() - serverBefore.cpuSeconds();
        Progress.Point first = points.get(0);
        Progress.Point last = points.get(points.size() - 1);
        double perRecord = progress.unitsPerRecord(first, last);
        double millions = (last.units() - first.units()) / perRecord / 1e6;
        return new Result(
                medianRate() / perRecord,
                (after.cpuSeconds() - before.cpuSeconds()) / millions,
                after.residentKib(),
                after.peakKib(),
                serverCpu / ((last.nanos() - first.nanos()) / 1e9));
    }

    private double medianRate() {
        double[] rates = new double[points.size() - 1];
        for (int i = 0; i < rates.length; i++) {
            Progress.Point from = points.get(i);
            Progress.Point to = points.get(i + 1);
            rates[i] = (to.units() - from.units()) / Math.max((to.nanos() - from.nanos()) / 1e9, 1e-9);
        }
        return Result.median(rates);
    }

    /** A client that ends in the meantime has nothing to be measured. */
    private void pause(int seconds) throws IOException, InterruptedException {
        if (client.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("the client ended with status " + client.exitValue());
        }
    }
}
