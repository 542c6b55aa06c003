package org.estreamer.dispatcher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.plugin.DurablePlugin;

/** Keeps what it gets on a {@link Disk}, along with its positions. */
class DurableCollector extends CrashingCollector implements DurablePlugin {
    final AtomicInteger persisted = new AtomicInteger();
    private final Disk disk;

    DurableCollector(Disk disk) {
        this.disk = disk;
    }

    @Override
    public void persist(Map<String, byte[]> positions) throws Exception {
        whileAlive(() -> {
            disk.write(List.copyOf(taken), positions);
            persisted.incrementAndGet();
        });
    }

    @Override
    public Optional<byte[]> resume(String server) throws Exception {
        whileAlive(() -> {
            taken.clear();
            taken.addAll(disk.output());
        });
        return Optional.ofNullable(disk.resume(server));
    }
}
