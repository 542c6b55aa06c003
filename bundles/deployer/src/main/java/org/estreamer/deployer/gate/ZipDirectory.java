package org.estreamer.deployer.gate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a file is one zip and nothing else, and of a size that can be borne. Libraries take memory by what a zip says
 * of itself and pass over what they do not look for, so this is asked before one opens it:
 *
 * <pre>
 *   | local header, name, extra | data | descriptor | local header ... | central header, name | ... | end record | comment |
 *   0                                                                  ^ directory                  ^ end           length
 * </pre>
 *
 * <p>Every byte belongs to one of them: nothing stands before the first entry, between two, or behind the comment. What a
 * local header says is what the directory says. Entries of more than 4 GiB, or more than {@value #MAX_ENTRIES}, would need
 * the form Zip64, which no plugin does.
 *
 * <p>The numbers are those of PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.9, 4.3.12 and 4.3.16.
 */
final class ZipDirectory {
    /** What the end record can count. */
    private static final int MAX_ENTRIES = 65_534;

    /** Names, and what else a directory holds. */
    private static final int MAX_DIRECTORY_BYTES = 16 << 20;

    private static final int MAX_NAME_BYTES = 1024;

    /** Far more than any plugin unpacks to, and little enough to be read in passing. */
    private static final long MAX_UNPACKED_BYTES = 4L << 30;

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int MAX_COMMENT_BYTES = 0xFFFF;

    private static final int DESCRIPTOR_FLAG = 1 << 3;

    /** Encrypted, strongly encrypted, and with a directory whose values are masked. */
    private static final int ENCRYPTED_FLAGS = 1 | 1 << 6 | 1 << 13;

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** With or without a signature, with lengths of four or of eight bytes. */
    private static final List<Long> DESCRIPTOR_BYTES = List.of(12L, 16L, 20L, 24L);

    private final FileChannel file;
    private final EntryNames names;

    private ZipDirectory(FileChannel file, EntryNames names) {
        this.file = file;
        this.names = names;
    }

    /**
     * Looks at the form of a file; what is packed in it is not read.
     *
     * @param names told of each entry's name
     * @throws RefusedException if it is not one whole zip, or too large a one
     * @throws IOException      if the file cannot be read
     */
    static void check(Path zip, EntryNames names) throws RefusedException, IOException {
        try (FileChannel file = FileChannel.open(zip)) {
            new ZipDirectory(file, names).check();
        }
    }

    private void check() throws RefusedException, IOException {
        long end = findEnd();
        ByteBuffer record = read(end, END_BYTES);
        boolean oneDisk = record.getInt(4) == 0 && record.getShort(8) == record.getShort(10);
        int count = unsigned(record.getShort(10));
        long size = unsigned(record.getInt(12));
        long start = unsigned(record.getInt(16));
        if (count > MAX_ENTRIES || isZip64(end)) {
            throw new RefusedException("it is in the form Zip64, for more than " + MAX_ENTRIES
                    + " entries or 4 GiB, which no plugin needs: pack it without");
        }
        if (size > MAX_DIRECTORY_BYTES) {
            throw new RefusedException(
                    "the names of its entries take more than " + (MAX_DIRECTORY_BYTES >> 20) + " MiB");
        }
        if (!oneDisk || start + size != end) {
            throw broken("it does not end with its directory");
        }
        checkLocal(directory(start, (int) size, count), start);
    }

    private boolean isZip64(long end) throws RefusedException, IOException {
        return end >= LOCATOR_64_BYTES
                && read(end - LOCATOR_64_BYTES, Integer.BYTES).getInt() == LOCATOR_64;
    }

    private long findEnd() throws RefusedException, IOException {
        long length = file.size();
        int tail = (int) Math.min(length, END_BYTES + MAX_COMMENT_BYTES);
        ByteBuffer bytes = read(length - tail, tail);
        for (int at = tail - END_BYTES; at >= 0; at--) {
            if (bytes.getInt(at) == END) {
                if (at + END_BYTES + unsigned(bytes.getShort(at + 20)) != tail) {
                    throw broken("there is something behind its end");
                }
                return length - tail + at;
            }
        }
        throw broken("it has no directory");
    }

    private List<Entry> directory(long start, int size, int count) throws RefusedException, IOException {
        List<Entry> entries = new ArrayList<>();
        long unpacked = 0;
        ByteBuffer bytes = read(start, size);
        while (bytes.hasRemaining()) {
            Entry entry = central(bytes);
            names.add(entry.name, entry.size);
            entries.add(entry);
            unpacked += entry.size;
            if (unpacked > MAX_UNPACKED_BYTES) {
                throw new RefusedException("it unpacks to more than " + (MAX_UNPACKED_BYTES >> 30) + " GiB");
            }
        }
        if (entries.size() != count) {
            throw broken("its directory has " + entries.size() + " entries and says " + count);
        }
        names.finish();
        return entries;
    }

    private static Entry central(ByteBuffer bytes) throws RefusedException {
        int at = bytes.position();
        boolean whole = bytes.remaining() >= CENTRAL_BYTES && bytes.getInt(at) == CENTRAL;
        byte[] name = new byte[whole ? unsigned(bytes.getShort(at + 28)) : 0];
        int more = whole ? unsigned(bytes.getShort(at + 30)) + unsigned(bytes.getShort(at + 32)) : 0;
        if (!whole || bytes.remaining() < CENTRAL_BYTES + name.length + more) {
            throw broken("its directory is damaged");
        }
        bytes.position(at + CENTRAL_BYTES).get(name);
        bytes.position(bytes.position() + more);
        Entry entry = new Entry(
                text(name),
                unsigned(bytes.getInt(at + 42)),
                unsigned(bytes.getShort(at + 8)),
                unsigned(bytes.getShort(at + 10)),
                bytes.getInt(at + 16),
                unsigned(bytes.getInt(at + 20)),
                unsigned(bytes.getInt(at + 24)));
        if ((entry.flags & ENCRYPTED_FLAGS) != 0) {
            throw new RefusedException("its entry " + entry.name + " is encrypted");
        }
        if (entry.method != STORED && entry.method != DEFLATED) {
            throw new RefusedException("its entry " + entry.name + " is packed in a way that Java does not read");
        }
        if (entry.method == STORED && entry.packed != entry.size) {
            throw broken("its entry " + entry.name + " is damaged: two lengths of it differ");
        }
        return entry;
    }

    /** Goes through the entries in the order in which they lie there. */
    private void checkLocal(List<Entry> entries, long directory) throws RefusedException, IOException {
        entries.sort(Comparator.comparingLong(Entry::offset));
        long end = 0;
        boolean descriptor = false;
        for (Entry entry : entries) {
            checkGap(end, entry.offset, descriptor);
            ByteBuffer local = read(entry.offset, LOCAL_BYTES);
            int flags = unsigned(local.getShort(6));
            byte[] name = read(entry.offset + LOCAL_BYTES, unsigned(local.getShort(26)))
                    .array();
            descriptor = (flags & DESCRIPTOR_FLAG) != 0;
            if (local.getInt(0) != LOCAL
                    || (flags & ENCRYPTED_FLAGS) != 0
                    || unsigned(local.getShort(8)) != entry.method
                    || !Arrays.equals(name, entry.name.getBytes(StandardCharsets.UTF_8))
                    || (!descriptor && !entry.isAs(local.getInt(14), local.getInt(18), local.getInt(22)))) {
                throw broken("its entry " + entry.name + " is another one in the directory");
            }
            end = entry.offset + LOCAL_BYTES + name.length + unsigned(local.getShort(28)) + entry.packed;
        }
        checkGap(end, directory, descriptor);
    }

    private static void checkGap(long end, long next, boolean descriptor) throws RefusedException {
        if (descriptor ? !DESCRIPTOR_BYTES.contains(next - end) : next != end) {
            throw broken("there is something before, between or over its entries");
        }
    }

    private static String text(byte[] name) throws RefusedException {
        if (name.length > MAX_NAME_BYTES) {
            throw new RefusedException("the name of an entry is longer than " + MAX_NAME_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken("the name of an entry is not in UTF-8");
        }
    }

    /** Reads at a place of the file; a read may give less than there is. */
    private ByteBuffer read(long at, int length) throws RefusedException, IOException {
        ByteBuffer bytes = order(ByteBuffer.allocate(length));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw broken("it ends in the middle");
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer order(ByteBuffer bytes) {
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    private static RefusedException broken(String how) {
        return new RefusedException("it is not a whole jar (" + how + "); it is looked at again when it changes");
    }

    /** What the directory says of an entry. */
    private record Entry(String name, long offset, int flags, int method, int crc, long packed, long size) {
        boolean isAs(int localCrc, int localPacked, int localSize) {
            return localCrc == crc && unsigned(localPacked) == packed && unsigned(localSize) == size;
        }
    }
}
