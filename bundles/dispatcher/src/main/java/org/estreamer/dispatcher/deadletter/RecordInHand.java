package org.estreamer.dispatcher.deadletter;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.estreamer.files.OwnerFiles;
import org.estreamer.pipeline.log.LogPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes which record a plugin has in hand, so that after the death of the process one knows who and what was at work. The note
 * is in memory that the system keeps in a file: noting costs a store, and the system has it however the process ends, by
 * {@code System.exit}, {@code kill -9} or for want of memory. A power cut may lose it, but that is no fault of the plugin's.
 *
 * <pre>
 *   0       8     16      24      32                  int64 each
 *   | magic | log | epoch | number | suspect | suspect | ... 8 of them
 *                            |        suspect: | log | epoch | number | deaths |
 *                            +-- -1 while it has none
 * </pre>
 *
 * <p>A record that was in hand when the process died is a suspect. It is one until the plugin comes back from it. For the
 * plugin's thread, but for {@link #release}.
 */
public final class RecordInHand {
    private static final Logger LOG = LoggerFactory.getLogger(RecordInHand.class);
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long MAGIC = 0x4553_4948_0000_0001L;
    private static final long NONE = -1;

    private static final int LOG_ID = 8;
    private static final int EPOCH = 16;
    private static final int NUMBER = 24;
    private static final int SUSPECTS = 32;
    private static final int SUSPECT_BYTES = 32;
    private static final int SUSPECT_COUNT = 8;
    private static final int DEATHS = 24;
    private static final int LENGTH = SUSPECTS + SUSPECT_COUNT * SUSPECT_BYTES;

    /** The file; memory that nobody reads once it is released. */
    private volatile ByteBuffer note;

    private long log;
    private long epoch;

    private RecordInHand(ByteBuffer note) {
        this.note = note;
    }

    /** Opens the note, and takes up who was in hand when the process died. Where there can be no file nothing is noted. */
    static RecordInHand open(Path file) {
        ByteBuffer bytes;
        try {
            OwnerFiles.createFolders(file.toAbsolutePath().getParent());
            OwnerFiles.createFile(file);
            bytes = map(file);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{} cannot be written, so a record that ends the process again and again will not be known: {}",
                    file,
                    e.toString());
            bytes = unread();
        }
        RecordInHand hand = new RecordInHand(bytes);
        hand.takeUp();
        return hand;
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != LENGTH) {
                channel.truncate(0);
                // written, and not only mapped: a full disk is to be noticed here, and not by a fault of the memory
                channel.write(ByteBuffer.allocate(LENGTH));
                channel.force(true);
            }
            return channel.map(MapMode.READ_WRITE, 0, LENGTH);
        }
    }

    private static ByteBuffer unread() {
        return ByteBuffer.allocateDirect(LENGTH);
    }

    private void takeUp() {
        if (get(0) != MAGIC) {
            for (int at = 0; at < LENGTH; at += Long.BYTES) {
                set(at, 0);
            }
            set(NUMBER, NONE);
            set(0, MAGIC);
        }
        long number = get(NUMBER);
        if (number != NONE) {
            log = get(LOG_ID);
            epoch = get(EPOCH);
            suspect(number);
            set(NUMBER, NONE);
        }
    }

    private void suspect(long number) {
        int slot = slot(number);
        if (slot < 0) {
            for (slot = SUSPECTS; slot < LENGTH - SUSPECT_BYTES && get(slot + DEATHS) > 0; ) {
                slot += SUSPECT_BYTES;
            }
            set(slot + DEATHS, 0);
            set(slot, log);
            set(slot + Long.BYTES, epoch);
            set(slot + 2 * Long.BYTES, number);
        }
        set(slot + DEATHS, get(slot + DEATHS) + 1);
    }

    private int slot(long number) {
        for (int slot = SUSPECTS; slot < LENGTH; slot += SUSPECT_BYTES) {
            if (get(slot + DEATHS) > 0
                    && get(slot) == log
                    && get(slot + Long.BYTES) == epoch
                    && get(slot + 2 * Long.BYTES) == number) {
                return slot;
            }
        }
        return -1;
    }

    /** The records that come are of this log. */
    public void enter(LogPosition batch) {
        log = batch.log();
        epoch = batch.epoch();
        set(LOG_ID, log);
        set(EPOCH, epoch);
    }

    /** Whether some record from one number to before another one is a suspect. */
    public boolean suspects(long first, long next) {
        for (int slot = SUSPECTS; slot < LENGTH; slot += SUSPECT_BYTES) {
            long number = get(slot + 2 * Long.BYTES);
            if (get(slot + DEATHS) > 0 && get(slot) == log && number >= first && number < next) {
                return true;
            }
        }
        return false;
    }

    /** In how many calls with this record the process has died, without one that came back. */
    public long deaths(long number) {
        int slot = slot(number);
        return slot < 0 ? 0 : get(slot + DEATHS);
    }

    /** The plugin gets a record. */
    public void take(long number) {
        set(NUMBER, number);
    }

    /** The plugin has come back. */
    public void done() {
        set(NUMBER, NONE);
    }

    /** The plugin goes on in a log, and will not get what is before that place. */
    public void passed(LogPosition from) {
        for (int slot = SUSPECTS; slot < LENGTH; slot += SUSPECT_BYTES) {
            long number = get(slot + 2 * Long.BYTES);
            if (get(slot) == from.log() && number >= 0 && number < from.number()) {
                set(slot + DEATHS, 0);
            }
        }
    }

    /** The plugin has come back from a suspect. */
    public void acquit(long number) {
        int slot = slot(number);
        if (slot >= 0) {
            set(slot + DEATHS, 0);
        }
    }

    /**
     * Nothing is noted any more. From any thread.
     *
     * @param inOrder whether the plugin was given up without the process being about to end by its doing
     */
    public void release(boolean inOrder) {
        if (inOrder) {
            done();
        }
        note = unread();
    }

    private long get(int at) {
        return (long) LONGS.getOpaque(note, at);
    }

    private void set(int at, long value) {
        LONGS.setRelease(note, at, value);
    }
}
