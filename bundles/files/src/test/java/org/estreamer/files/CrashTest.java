package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lets an output die at random moments, as in a killed process or when the power fails, and sends again what the positions
 * do not cover.
 */
class CrashTest {
    private static final List<String> SERVERS = List.of("a", "b", "c");
    private static final int RECORDS = 120;

    @TempDir
    Path temp;

    /** Another copy after each crash: what died here goes on to hold its files, as no killed process would. */
    private Path disk;

    private final PowerLine power = new PowerLine();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldHoldEveryRecordOnceAfterManyCrashes(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Integer> sent = new HashMap<>();
        int rotations = 0;
        int crashes = 0;
        disk = Files.createDirectory(temp.resolve("new"));
        do {
            DurableFile output = new DurableFile(
                    disk.resolve("side"),
                    new Claim(disk.resolve("side"), "test"),
                    FileAccess.OWNER,
                    notice -> {},
                    power);
            for (String server : SERVERS) {
                sent.put(server, output.resume(server).map(CrashTest::number).orElse(0));
            }
            for (int step = random.nextInt(60); step > 0 && !done(sent); step--) {
                if (!output.isOpen() || random.nextInt(20) == 0) {
                    output.begin(String.format("out-%06d", rotations++));
                }
                send(output, random, sent);
                act(output, random, sent);
            }
            if (done(sent)) {
                output.persist(positions(sent));
                output.close();
            } else {
                copy("crash-" + ++crashes);
                if (random.nextBoolean()) {
                    tear(random);
                } else {
                    for (Path file : outputs()) {
                        power.fail(file, random);
                    }
                }
            }
        } while (!done(sent));
        assertEquals(expected(), lines());
    }

    private static void send(DurableFile output, Random random, Map<String, Integer> sent) throws Exception {
        String server = SERVERS.get(random.nextInt(SERVERS.size()));
        int number = sent.get(server);
        if (number < RECORDS) {
            String filler = "-".repeat(random.nextInt(40) == 0 ? 300_000 : random.nextInt(100));
            byte[] line = (server + number + filler + "\n").getBytes(StandardCharsets.UTF_8);
            output.append(line, 0, line.length);
            sent.put(server, number + 1);
        }
    }

    private static void act(DurableFile output, Random random, Map<String, Integer> sent) throws Exception {
        switch (random.nextInt(15)) {
            case 0 -> output.persist(positions(sent));
            case 1, 2 -> output.flush();
            default -> {
                // goes on
            }
        }
    }

    private void copy(String name) throws IOException {
        Path copy = Files.createDirectory(temp.resolve(name));
        try (Stream<Path> files = Files.list(disk)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        disk = copy;
    }

    /** What a crash may leave: half a record at the end of the newest file, half a side file. */
    private void tear(Random random) throws IOException {
        if (random.nextBoolean()) {
            Files.writeString(disk.resolve("side.new"), "half");
        }
        List<Path> files = outputs();
        if (random.nextBoolean() && !files.isEmpty()) {
            Files.writeString(files.get(files.size() - 1), "half a rec", StandardOpenOption.APPEND);
        }
    }

    private static Map<String, byte[]> positions(Map<String, Integer> sent) {
        Map<String, byte[]> positions = new HashMap<>();
        sent.forEach((server, number) ->
                positions.put(server, ByteBuffer.allocate(4).putInt(number).array()));
        return positions;
    }

    private static int number(byte[] position) {
        return ByteBuffer.wrap(position).getInt();
    }

    private static boolean done(Map<String, Integer> sent) {
        return sent.values().stream().allMatch(number -> number == RECORDS);
    }

    private List<Path> outputs() throws IOException {
        try (Stream<Path> files = Files.list(disk)) {
            return files.filter(file -> file.getFileName().toString().startsWith("out-"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : outputs()) {
            Files.readAllLines(file).forEach(line -> lines.add(line.replace("-", "")));
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> expected() {
        return SERVERS.stream()
                .flatMap(server -> IntStream.range(0, RECORDS).mapToObj(number -> server + number))
                .sorted()
                .toList();
    }
}
