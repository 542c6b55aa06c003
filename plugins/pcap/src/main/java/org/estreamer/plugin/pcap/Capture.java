package org.estreamer.plugin.pcap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.estreamer.files.DurableFile;
import org.estreamer.files.FileAccess;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;

/**
 * The capture files of one server, one after the other. A file is made of sections; a start goes on in the last file with
 * a new section, so that nothing has to be known about the one before.
 */
final class Capture {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int MOST_INTERFACES = 1000;
    private static final int LARGEST_LINK_TYPE = 0xFFFF;
    /** A link type that is nobody's: readers show the bytes. */
    private static final int USER0 = 147;

    private final Path folder;
    private final String prefix;
    private final Rotation rotation;
    private final Clock clock;
    private final Consumer<String> notices;
    private final DurableFile output;
    private final PcapNgBlocks blocks = new PcapNgBlocks();
    private final Map<Interface, Integer> interfaces = new HashMap<>();
    private boolean inSection;
    private boolean toldLinkType;
    private Instant begun;

    /** What packets of a section share: a sensor and the way its packets are framed. */
    private record Interface(long device, long linkType) {}

    Capture(
            String user,
            Path folder,
            String server,
            FileAccess access,
            Rotation rotation,
            Clock clock,
            Consumer<String> notices) {
        this.folder = folder;
        this.prefix = "estreamer-" + fileName(server);
        this.rotation = rotation;
        this.clock = clock;
        this.notices = notices;
        this.output =
                new DurableFile(folder.resolve(prefix + ".position"), folder.resolve(prefix), user, access, notices);
        this.begun = clock.instant();
    }

    DurableFile output() {
        return output;
    }

    /** Goes on at a position, with a new section: what there was of the last one may be cut off. */
    Optional<byte[]> resume(String server) throws IOException, UnavailableException {
        inSection = false;
        return output.resume(server);
    }

    /** Appends a packet, with the headers it needs in front, all of it or nothing. */
    void write(Record packet) throws UnavailableException {
        Instant now = clock.instant();
        if (!output.isOpen() || output.length() >= rotation.bytes() || now.isAfter(begun.plus(rotation.age()))) {
            output.begin(freeName(now));
            begun = now;
            inSection = false;
        }
        blocks.clear();
        if (!inSection || interfaces.size() == MOST_INTERFACES) {
            interfaces.clear();
            blocks.section();
        }
        // until the section is known to be in the file, the next packet starts a new one
        inSection = false;
        put(packet);
        output.append(blocks.bytes(), 0, blocks.length());
        inSection = true;
    }

    private void put(Record packet) {
        long device = packet.uint32("deviceId");
        Interface from = new Interface(device, packet.uint32("linkType"));
        Integer id = interfaces.get(from);
        if (id == null) {
            id = interfaces.size();
            interfaces.put(from, id);
            describe(from);
        }
        long micros = packet.uint32("packetSecond") * 1_000_000 + packet.uint32("packetMicrosecond");
        String comment =
                "device " + device + ", event " + packet.uint32("eventId") + " at " + packet.uint32("eventSecond");
        blocks.packet(id, micros, packet.bytes("packetData"), comment);
    }

    private void describe(Interface from) {
        String name = "device " + from.device();
        if (from.linkType() <= LARGEST_LINK_TYPE) {
            blocks.description((int) from.linkType(), name);
            return;
        }
        blocks.description(USER0, name + ", link type " + from.linkType());
        if (!toldLinkType) {
            toldLinkType = true;
            notices.accept("Packets of " + name + " have link type " + from.linkType()
                    + ", which capture files cannot hold: they are marked USER0 (147)");
        }
    }

    private String freeName(Instant now) {
        String start = prefix + "-" + TIME.format(now) + "-";
        int number = 1;
        while (Files.exists(folder.resolve(start + number + ".pcapng"))) {
            number++;
        }
        return start + number + ".pcapng";
    }

    /** A server's name as part of a file's name; different names stay different. */
    private static String fileName(String server) {
        String plain = server.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.equals(server) ? plain : plain + "~" + Integer.toHexString(server.hashCode());
    }
}
