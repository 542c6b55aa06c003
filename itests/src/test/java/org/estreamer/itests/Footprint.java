package org.estreamer.itests;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a running process takes of the machine, as its own virtual machine tells. */
final class Footprint implements Closeable {
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final GarbageCollectorMXBean collector;
    private final Set<String> heap;
    private final MemoryPoolMXBean metaspace;
    private final ThreadMXBean threads;
    private final UnixOperatingSystemMXBean system;

    /**
     * A moment.
     *
     * @param heapBytes      live objects: after a collection
     * @param metaspaceBytes classes
     * @param threads        live ones
     * @param descriptors    open files and sockets
     */
    record Sample(long heapBytes, long metaspaceBytes, int threads, long descriptors) {}

    @SuppressWarnings("BanJNDI") // the answers come from a process that the test itself has started
    Footprint(Process process) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        MBeanServerConnection server = connector.getMBeanServerConnection();
        memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
        List<MemoryPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class);
        metaspace = pools.stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .findFirst()
                .orElseThrow();
        heap = pools.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        collector = ofTheWholeHeap(ManagementFactory.getPlatformMXBeans(server, GarbageCollectorMXBean.class));
        threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
        system = ManagementFactory.getPlatformMXBean(server, UnixOperatingSystemMXBean.class);
    }

    /** Of the collectors the one that runs when somebody asks for a collection, which is told last. */
    private static GarbageCollectorMXBean ofTheWholeHeap(List<GarbageCollectorMXBean> collectors) {
        return collectors.get(collectors.size() - 1);
    }

    Sample sample() {
        // the second time for what only the first one has let go of, such as class loaders
        memory.gc();
        memory.gc();
        return new Sample(
                afterCollection(),
                metaspace.getUsage().getUsed(),
                threads.getThreadCount(),
                system.getOpenFileDescriptorCount());
    }

    /** As the collector left it: at full rate a tenth of a second later there are twenty megabytes more, dead or not. */
    private long afterCollection() {
        Map<String, MemoryUsage> after = collector.getLastGcInfo().getMemoryUsageAfterGc();
        return heap.stream().mapToLong(pool -> after.get(pool).getUsed()).sum();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
