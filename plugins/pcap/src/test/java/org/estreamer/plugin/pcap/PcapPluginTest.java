package org.estreamer.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.files.FileAccess;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapPluginTest {
    private static final MessageCodec CODEC = new LayoutCodec();
    private static final Rotation SELDOM = new Rotation(Duration.ofHours(1), 100_000_000);
    private static final int ETHERNET = 1;

    /** Stands still until a test moves it. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @TempDir
    Path temp;

    private Path folder;
    private final HandClock clock = new HandClock();
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void folder() {
        folder = temp;
    }

    @Test
    void shouldKeepTimeDataAndOriginOfAPacket() throws Exception {
        PcapPlugin plugin = plugin(SELDOM);
        plugin.onRecord(packet(7, ETHERNET, new byte[] {1, 2, 3, 4, 5}));
        plugin.onIdle();
        CaptureReader.Packet packet =
                read("estreamer-lab-20260102T030405Z-1.pcapng").packets().get(0);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}), packet.data());
        assertEquals(5, packet.originalLength());
        assertEquals(4_000_000_000_000_007L, packet.micros());
        assertEquals("device 3", packet.device());
        assertEquals("device 3, event 7 at 1000", packet.comment());
        plugin.stop();
    }

    @Test
    void shouldKeepLinkTypesApartInOneFile() throws Exception {
        PcapPlugin plugin = plugin(SELDOM);
        for (int linkType : new int[] {ETHERNET, 101, ETHERNET, 70_000, 70_000}) {
            plugin.onRecord(packet(1, linkType, new byte[] {1}));
        }
        plugin.stop();
        assertEquals(
                List.of(1, 101, 1, 147, 147),
                all().stream().map(CaptureReader.Packet::linkType).toList());
        assertEquals("device 3, link type 70000", all().get(4).device());
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).contains("70000"));
    }

    @Test
    void shouldTakeEmptyAndOverlongPackets() throws Exception {
        PcapPlugin plugin = plugin(SELDOM);
        byte[] overlong = new byte[262_145];
        Arrays.fill(overlong, (byte) 9);
        for (byte[] data : List.of(new byte[0], overlong, new byte[] {1})) {
            plugin.onRecord(packet(1, ETHERNET, data));
        }
        plugin.stop();
        assertEquals(
                List.of(0, 262_144, 1),
                all().stream().map(packet -> packet.data().remaining()).toList());
        assertEquals(262_145, all().get(1).originalLength());
    }

    @Test
    void shouldBeginAFileForEachTimeSpan() throws Exception {
        PcapPlugin plugin = plugin(SELDOM);
        plugin.onRecord(packet(1, ETHERNET, new byte[] {1}));
        clock.pass(Duration.ofMinutes(59));
        plugin.onRecord(packet(2, ETHERNET, new byte[] {1}));
        clock.pass(Duration.ofMinutes(2));
        plugin.onRecord(packet(3, ETHERNET, new byte[] {1}));
        plugin.stop();
        assertEquals(
                List.of("estreamer-lab-20260102T030405Z-1.pcapng", "estreamer-lab-20260102T040505Z-1.pcapng"), names());
    }

    @Test
    void shouldBeginAFileForEachSizeAndOverwriteNothing() throws Exception {
        Files.writeString(temp.resolve("estreamer-lab-20260102T030405Z-2.pcapng"), "someone's");
        PcapPlugin plugin = plugin(new Rotation(Duration.ofHours(1), 500));
        for (int event = 0; event < 4; event++) {
            plugin.onRecord(packet(event, ETHERNET, new byte[400]));
        }
        plugin.stop();
        assertEquals("someone's", Files.readString(temp.resolve("estreamer-lab-20260102T030405Z-2.pcapng")));
        for (int number : new int[] {1, 3, 4, 5}) {
            assertEquals(
                    1,
                    read("estreamer-lab-20260102T030405Z-" + number + ".pcapng")
                            .packets()
                            .size());
        }
    }

    @Test
    void shouldKeepServersApart() throws Exception {
        PcapPlugin plugin = plugin(SELDOM);
        plugin.onRecord(packet("a", 1, ETHERNET, new byte[] {1}));
        plugin.onRecord(packet("../b", 2, ETHERNET, new byte[] {2}));
        plugin.stop();
        assertEquals(2, names().size());
        assertTrue(names().get(1).startsWith("estreamer-.._b~"), names().toString());
    }

    @Test
    void shouldGoOnInTheSameFileWithANewSectionAfterARestart() throws Exception {
        for (int event : new int[] {1, 2}) {
            PcapPlugin plugin = plugin(SELDOM);
            plugin.resume("lab");
            plugin.onRecord(packet(event, ETHERNET, new byte[] {1}));
            plugin.persist(Map.of("lab", position(event)));
            plugin.stop();
            clock.pass(Duration.ofMinutes(1));
        }
        assertEquals(List.of("estreamer-lab-20260102T030405Z-1.pcapng"), names());
        assertEquals(2, read(names().get(0)).sections());
        assertEquals(2, all().size());
    }

    @Test
    void shouldKeepPacketsThatItWasGivenAgainThoughNoPositionMoves() throws Exception {
        PcapPlugin first = plugin(SELDOM);
        first.resume("lab");
        first.onRecord(packet("lab", 1, ETHERNET, new byte[] {1}));
        first.persist(Map.of("lab", position(1)));
        first.onRecord(packet("lab", 1, ETHERNET, new byte[] {1}));
        first.persist(Map.of());
        first.onRecord(packet("lab", 1, ETHERNET, new byte[] {1}));
        first.stop();
        PcapPlugin second = plugin(SELDOM);
        assertEquals(1, number(second.resume("lab").orElseThrow()));
        second.stop();
        assertEquals(2, all().size(), "only what came behind the last persist is cut off");
    }

    @Test
    void shouldWaitForTheOtherConfigurationThatHasTheServersFiles() throws Exception {
        PcapPlugin first = plugin(SELDOM);
        for (String server : List.of("lab", "hq")) {
            first.resume(server);
            first.onRecord(packet(server, 1, ETHERNET, new byte[] {1}));
        }
        PcapPlugin second =
                new PcapPlugin("org.estreamer.plugin.pcap~b", folder, FileAccess.OWNER, SELDOM, clock, notices::add);
        UnavailableException refused = assertThrows(UnavailableException.class, () -> second.resume("lab"));
        assertTrue(
                refused.getMessage().startsWith(folder.resolve("estreamer-lab") + " is written by a: "),
                refused.getMessage());
        assertEquals(Optional.empty(), second.resume("another server"));
        first.persist(Map.of("lab", position(1), "hq", position(1)));
        first.stop();
        assertEquals(1, number(second.resume("lab").orElseThrow()));
        assertEquals(1, number(second.resume("hq").orElseThrow()));
        second.stop();
        assertEquals(2, all().size());
    }

    @Test
    void shouldLeaveOutWhatIsNoPacketAndRefuseABrokenOne() throws Exception {
        PcapPlugin plugin = plugin(SELDOM);
        plugin.onRecord(CODEC.decode("lab", new byte[] {0, 0, 0, 4, 0, 0, 0, 0}));
        Record broken = CODEC.decode("lab", new byte[] {0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 1});
        assertThrows(IOException.class, () -> plugin.onRecord(broken));
        plugin.onRecord(packet(1, ETHERNET, new byte[] {1}));
        plugin.stop();
        assertEquals(1, all().size());
    }

    @Test
    void shouldNameTheSettingThatIsOutOfRange() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Rotation.of("x.pcap-a", "0", "1"))
                .getMessage()
                .contains("x.pcap-a: rotateSeconds: 0 is out of range"));
        assertThrows(IllegalArgumentException.class, () -> Rotation.of("x.pcap-a", "1", "-1"));
        assertThrows(IllegalArgumentException.class, () -> Rotation.of("x.pcap-a", "abc", "1"));
        assertThrows(IllegalArgumentException.class, () -> Rotation.of("x.pcap-a", "1", "12345678901"));
        assertEquals(new Rotation(Duration.ofSeconds(2), 3_000_000), Rotation.of("x.pcap-a", "2", " 3 "));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHoldEveryPacketOnceAfterCrashesAtRandomMoments(long seed) throws Exception {
        Random random = new Random(seed);
        int count = 200;
        int sent = 0;
        while (sent < count) {
            PcapPlugin plugin = plugin(new Rotation(Duration.ofSeconds(20), 5000));
            sent = plugin.resume("lab").map(PcapPluginTest::number).orElse(0);
            for (int step = random.nextInt(60); step > 0 && sent < count; step--) {
                plugin.onRecord(packet(sent++, random.nextInt(3), new byte[random.nextInt(300)]));
                clock.pass(Duration.ofSeconds(random.nextInt(2)));
                if (random.nextInt(10) == 0) {
                    plugin.onIdle();
                }
                if (random.nextInt(15) == 0 || sent == count) {
                    plugin.persist(Map.of("lab", position(sent)));
                }
            }
            if (sent < count) {
                crash();
                tearNewest();
            }
        }
        assertEquals(
                IntStream.range(0, count).mapToObj(Integer::toString).toList(),
                all().stream()
                        .map(packet -> packet.comment().replaceAll(".*event (\\d+) .*", "$1"))
                        .toList());
    }

    /** Goes on with a copy, since what died here goes on to hold its files, as no killed process would. */
    private void crash() throws IOException {
        Path copy = Files.createTempDirectory(temp, "copy");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        folder = copy;
    }

    /** Half a block at the end of the file that was written last. */
    private void tearNewest() throws IOException {
        List<String> files = names();
        if (!files.isEmpty()) {
            Files.write(folder.resolve(files.get(files.size() - 1)), new byte[] {6, 0, 0}, StandardOpenOption.APPEND);
        }
    }

    private PcapPlugin plugin(Rotation rotation) {
        return new PcapPlugin("a", folder, FileAccess.OWNER, rotation, clock, notices::add);
    }

    private List<CaptureReader.Packet> all() throws IOException {
        List<CaptureReader.Packet> packets = new ArrayList<>();
        for (String name : names()) {
            packets.addAll(read(name).packets());
        }
        return packets;
    }

    private CaptureReader read(String name) throws IOException {
        return CaptureReader.read(folder.resolve(name));
    }

    /** In the order in which they were begun. */
    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pcapng"))
                    .sorted((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length())
                    .toList();
        }
    }

    private static Record packet(int event, int linkType, byte[] data) {
        return packet("lab", event, linkType, data);
    }

    private static Record packet(String server, int event, int linkType, byte[] data) {
        ByteBuffer payload = ByteBuffer.allocate(8 + 28 + data.length);
        payload.putInt(2).putInt(28 + data.length);
        payload.putInt(3).putInt(event).putInt(1000);
        payload.putInt((int) 4_000_000_000L).putInt(7).putInt(linkType);
        payload.putInt(data.length).put(data);
        return CODEC.decode(server, payload.array());
    }

    private static byte[] position(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static int number(byte[] position) {
        return ByteBuffer.wrap(position).getInt();
    }
}
