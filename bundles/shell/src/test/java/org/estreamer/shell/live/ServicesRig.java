package org.estreamer.shell.live;

import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginFolder;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.transport.Transport;
import org.osgi.service.cm.ConfigurationAdmin;

/** Binds services by hand, as Declarative Services do. */
public final class ServicesRig {
    private ServicesRig() {}

    public static void dispatcher(Services services, Dispatcher dispatcher) {
        services.dispatcher = dispatcher;
    }

    public static void log(Services services, EventLog log) {
        services.log = log;
    }

    public static void codec(Services services, MessageCodec codec) {
        services.codec = codec;
    }

    public static void transport(Services services, Transport transport) {
        services.transport = transport;
    }

    public static void logFiles(Services services, LogFiles logFiles) {
        services.logFiles = logFiles;
    }

    public static void configurations(Services services, ConfigurationAdmin configurations) {
        services.configurations = configurations;
    }

    public static void folder(Services services, PluginFolder folder) {
        services.folder = folder;
    }
}
