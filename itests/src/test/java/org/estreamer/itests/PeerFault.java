package org.estreamer.itests;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.estreamer.itests.ScriptedManagementCenter.Client;
import org.estreamer.itests.ScriptedManagementCenter.Script;
import org.estreamer.pipeline.message.Message;

/** The ways in which a server misbehaves on its first connections, before it is a good one. */
enum PeerFault {
    CUT("the stream ends after|connection lost|closed") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            // the header of the first message, its content, the border of two messages, and anywhere
            int whole = history.stream(0).length;
            int first = history.bundles(0).get(0).length;
            List<Integer> places = new ArrayList<>(List.of(3, 8 + random.nextInt(first - 8), first));
            random.ints(4, 0, whole).forEach(places::add);
            return places.stream()
                    .map(place -> (Script) client -> {
                        byte[] stream = history.stream(client.accept());
                        client.send(Arrays.copyOf(stream, Math.min(place, stream.length)));
                        if (place % 2 == 0) {
                            client.reset();
                        }
                    })
                    .toList();
        }
    },

    CUT_BEFORE_THE_OFFER("closed the connection without a word|TLS broke off") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            return List.of(client -> {}, Client::shakeHands, Client::reset, client -> {
                client.shakeHands();
                client.send(Arrays.copyOf(FaultyHistory.OFFER, 11));
            });
        }
    },

    SILENT_BEFORE_TLS("handshake was not finished") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            return List.of(Client::stall);
        }
    },

    HALF_OPEN("nothing received for 1 s \\(readTimeoutSeconds\\)") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            Script beforeTheOffer = client -> {
                client.shakeHands();
                client.stall();
            };
            Script afterSome = client -> {
                client.accept();
                client.send(history.bundles(0).get(0));
                client.stall();
            };
            return List.of(beforeTheOffer, afterSome);
        }
    },

    NO_ANSWER_BUT_KEEP_ALIVES("has not answered the extended request") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            return List.of(client -> {
                client.shakeHands();
                while (true) {
                    client.send(FaultyHistory.KEEP_ALIVE);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                }
            });
        }
    },

    STALL_INSIDE_A_MESSAGE("nothing received for 1 s") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            return List.of(
                    stallAfter(history, 4),
                    stallAfter(history, history.bundles(0).get(0).length + 20));
        }

        private Script stallAfter(FaultyHistory history, int bytes) {
            return client -> {
                client.send(Arrays.copyOf(history.stream(client.accept()), bytes));
                client.stall();
            };
        }
    },

    ONE_BYTE_AT_A_TIME("streaming, from the oldest event") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            return List.of(client -> {
                client.drip(history.stream(client.accept()));
                client.stall();
            });
        }
    },

    GARBAGE("the stream is out of step|at most \\d+ are accepted") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            byte[] noise = new byte[100_000];
            random.nextBytes(noise);
            return List.of(insertion(history, noise), client -> {
                client.shakeHands();
                client.send(noise);
                client.stall();
            });
        }
    },

    WRONG_VERSION("has version 2 instead of 1") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            return List.of(insertion(history, header(2, 4002, 0)));
        }
    },

    LENGTH_OF_3_GIB("claims 3221225472 bytes; at most") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            return List.of(insertion(history, header(1, 4002, 0xC000_0000)));
        }
    },

    LENGTH_TOO_SHORT("the stream is out of step") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            byte[] bundle = history.bundles(0).get(0).clone();
            ByteBuffer.wrap(bundle).putInt(4, 60);
            return List.of(insertion(history, bundle));
        }
    },

    LENGTH_NEVER_FILLED("nothing received for 1 s") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            Script promise = insertion(history, header(1, 4002, 40 << 20));
            return List.of(promise, promise);
        }
    },

    UNKNOWN_MESSAGE("messages of type 999 are kept") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            return List.of(insertion(history, FaultyHistory.CODEC.encode(new Message.Unknown(999, unknownBytes()))));
        }
    },

    INNER_LENGTH_BEYOND_THE_BUNDLE("broken|out of step|beyond") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            byte[] bundle = history.bundles(0).get(0).clone();
            ByteBuffer.wrap(bundle).putInt(20, 100_000);
            return List.of(insertion(history, bundle));
        }
    },

    ERROR_MESSAGE("the server sent error 19: No space left on the management center") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            byte[] error = FaultyHistory.CODEC.encode(new Message.Error(19, "No space left\non the management center"));
            return List.of(insertion(history, error), client -> {
                client.shakeHands();
                client.send(error);
                client.stall();
            });
        }
    },

    /** As if the clock of this machine had been set back after the first event. */
    AHEAD_OF_OUR_CLOCK("connection lost") {
        @Override
        FaultyHistory history(int device, int events) {
            return new FaultyHistory(
                    device,
                    events,
                    Instant.now().getEpochSecond(),
                    Duration.ofHours(11).toSeconds());
        }

        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            Script three = client -> {
                List<byte[]> bundles = history.bundles(client.accept());
                for (byte[] bundle : bundles.subList(0, Math.min(3, bundles.size()))) {
                    client.send(bundle);
                    client.awaitAcknowledgement();
                }
            };
            return List.of(three, three);
        }
    },

    NEVER_A_KEEP_ALIVE("nothing received for 1 s") {
        @Override
        List<Script> scripts(FaultyHistory history, Random random) {
            Script quiet = client -> {
                history.serveOnce(client);
                client.stall();
            };
            return List.of(quiet, quiet, quiet);
        }
    };

    private final String line;

    PeerFault(String line) {
        this.line = line;
    }

    /** What stands in the message of an unknown type. */
    static byte[] unknownBytes() {
        return "known to nobody".getBytes(StandardCharsets.US_ASCII);
    }

    /** What the server has stored. */
    FaultyHistory history(int device, int events) {
        return new FaultyHistory(device, events);
    }

    /** What happens on the first connections. */
    abstract List<Script> scripts(FaultyHistory history, Random random);

    /** The name of the session that meets this fault. */
    String session() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The line an operator gets to read. */
    String expectedLine() {
        return "Session " + session() + ".*(" + line + ")";
    }

    /** Two good bundles, then other bytes, then the rest, and then nothing. */
    private static Script insertion(FaultyHistory history, byte[] bytes) {
        return client -> {
            List<byte[]> bundles = history.bundles(client.accept());
            for (int i = 0; i < bundles.size(); i++) {
                if (i == 2) {
                    client.send(bytes);
                }
                client.send(bundles.get(i));
            }
            client.stall();
        };
    }

    private static byte[] header(int version, int type, int length) {
        return ByteBuffer.allocate(8)
                .putShort((short) version)
                .putShort((short) type)
                .putInt(length)
                .array();
    }
}
