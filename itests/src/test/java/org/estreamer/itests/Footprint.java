package org.estreamer.itests;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a running process takes of the machine, as its own virtual machine tells. */
final class Footprint implements Closeable {
    private final JMXConnector connector;
    private final MemoryMXBean memory;
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
        metaspace = ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .findFirst()
                .orElseThrow();
        threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
        system = ManagementFactory.getPlatformMXBean(server, UnixOperatingSystemMXBean.class);
    }

    Sample sample() {
        // the second time for what only the first one has let go of, such as class loaders
        memory.gc();
        memory.gc();
        return new Sample(
                memory.getHeapMemoryUsage().getUsed(),
                metaspace.getUsage().getUsed(),
                threads.getThreadCount(),
                system.getOpenFileDescriptorCount());
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
