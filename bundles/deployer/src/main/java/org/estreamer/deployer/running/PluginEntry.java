package org.estreamer.deployer.running;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.estreamer.deployer.gate.PluginIdentity;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.settings.PlainText;

/** What is known of one jar in a plugin folder. The deployer guards it; only the verdict is read from elsewhere. */
public final class PluginEntry {
    private static final long MIN_DELAY_SECONDS = 1;
    private static final long MAX_DELAY_SECONDS = 60;

    public final File file;
    public final String location;

    /** The file's time and length when it was last read, null if never, and at the last look. */
    public Stamp examined;

    public Stamp seen;

    private Judgement judgement = new Judgement("", "", false);

    /** The symbolic name it wants and another bundle has; empty if it is not waiting for one. */
    public String wants = "";

    /** A start or stop that has not come back yet, and whether the file has to be looked at when it does. */
    public LimitedTask busy;

    public boolean again;

    /** Whether the file is gone and its bundle goes, which has not come back yet if {@link #busy}. */
    public boolean leaving;

    /** Whether the file could not be read and has to be tried again. */
    public boolean retry;

    private volatile Verdict verdict =
            new Verdict(PluginFile.State.WAITING, null, "it is looked at as soon as it does not change any more");
    private long delaySeconds;
    private long dueNanos = System.nanoTime();

    /**
     * What is known of a file before it is looked at: nothing.
     *
     * @param location the location of the bundle that comes of it
     */
    public PluginEntry(File file, String location) {
        this.file = file;
        this.location = location;
    }

    /** What the gate has found. */
    public Judgement judgement() {
        return judgement;
    }

    /** The gate has let a content in. */
    public void letIn(String content) {
        judgement = new Judgement(content, judgement.keyStore(), true);
    }

    /** The gate has refused a content; what is installed stays let in, if it was. */
    public void refused(String content) {
        judgement = new Judgement(content, judgement.keyStore(), judgement.letIn());
    }

    /** The file is to be judged anew, by the same key store; what is installed stays let in, if it was. */
    public void reopen() {
        refused("");
    }

    /** Nothing holds any longer that another key store has decided, not even for what is installed. */
    public void appeal(String keyStore) {
        judgement = new Judgement("", keyStore, false);
    }

    public Verdict verdict() {
        return verdict;
    }

    /**
     * Changes the verdict.
     *
     * @return whether it says something new
     */
    public boolean conclude(PluginFile.State state, PluginIdentity identity, String reason) {
        Verdict former = verdict;
        verdict = new Verdict(state, identity, reason);
        return former.state() != state || !former.reason().equals(reason);
    }

    public boolean isDue() {
        return System.nanoTime() - dueNanos >= 0;
    }

    /** The next try has to wait, longer each time. */
    public void postpone() {
        delaySeconds = Math.min(MAX_DELAY_SECONDS, Math.max(MIN_DELAY_SECONDS, delaySeconds * 2));
        dueNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(delaySeconds);
    }

    public void resetDelay() {
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
    public record Verdict(PluginFile.State state, PluginIdentity identity, String reason) {}

    /**
     * What the gate has found.
     *
     * @param content  the digest of what it is about, so that a mere touch changes nothing; empty if the file is to be judged
     * @param keyStore the mark of the key store by which
     * @param letIn    whether this run's gate has let in what is installed; what a former run has let in does not count
     */
    public record Judgement(String content, String keyStore, boolean letIn) {}

    /** Tells whether a file has changed, without reading it. */
    public record Stamp(long modified, long length) {
        public static Stamp of(File file) {
            return new Stamp(file.lastModified(), file.length());
        }
    }

    /** The file, for the log: whoever names it may not write lines of his own there. */
    @Override
    public String toString() {
        return PlainText.line(file.getPath());
    }
}
