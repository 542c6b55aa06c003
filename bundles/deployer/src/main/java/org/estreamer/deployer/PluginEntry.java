package org.estreamer.deployer;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.PluginFile;

/** What is known of one jar in a plugin folder. The deployer guards it; only the verdict is read from elsewhere. */
final class PluginEntry {
    private static final long MIN_DELAY_SECONDS = 1;
    private static final long MAX_DELAY_SECONDS = 60;

    final File file;
    final String location;

    /** The file's time and length when it was last looked at, and at the last second look. */
    Stamp examined;

    Stamp seen;

    /** The content the verdict is about, so that a mere touch changes nothing; null if it is to be judged anew. */
    String judged;

    /** The key store the verdict was made by. */
    String judgedBy = "";

    /** Whether this run's gate has let in what is installed; what a former run has let in does not count. */
    boolean vouched;

    /** The symbolic name it wants and another bundle has; empty if it is not waiting for one. */
    String wants = "";

    /** A start or stop that has not come back yet, and whether the file has to be looked at when it does. */
    LimitedTask busy;

    boolean again;

    /** Whether the file could not be read and has to be tried again. */
    boolean retry;

    private volatile Verdict verdict = new Verdict(PluginFile.State.WAITING, null, "");
    private long delaySeconds;
    private long dueNanos = System.nanoTime();

    PluginEntry(File file) {
        this.file = file;
        this.location = PluginFolders.location(file);
    }

    /** The verdict holds no longer, not even for what is installed. */
    void appeal(String keyStore) {
        judgedBy = keyStore;
        judged = null;
        vouched = false;
    }

    Verdict verdict() {
        return verdict;
    }

    /**
     * Changes the verdict.
     *
     * @return whether it says something new
     */
    boolean conclude(PluginFile.State state, PluginIdentity identity, String reason) {
        Verdict former = verdict;
        verdict = new Verdict(state, identity, reason);
        return former.state() != state || !former.reason().equals(reason);
    }

    boolean isDue() {
        return System.nanoTime() - dueNanos >= 0;
    }

    /** The next try has to wait, longer each time. */
    void postpone() {
        delaySeconds = Math.min(MAX_DELAY_SECONDS, Math.max(MIN_DELAY_SECONDS, delaySeconds * 2));
        dueNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(delaySeconds);
    }

    void resetDelay() {
        delaySeconds = 0;
        dueNanos = System.nanoTime();
    }

    /**
     * What came of the last look.
     *
     * @param state    running stands for: installed, and started as far as we could
     * @param identity what the jar says it is; null if that is unknown
     * @param reason   why it is not running, or empty
     */
    record Verdict(PluginFile.State state, PluginIdentity identity, String reason) {}

    /** Tells whether a file has changed, without reading it. */
    record Stamp(long modified, long length) {
        static Stamp of(File file) {
            return new Stamp(file.lastModified(), file.length());
        }
    }
}
