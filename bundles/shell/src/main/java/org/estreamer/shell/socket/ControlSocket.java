package org.estreamer.shell.socket;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.estreamer.files.Folders;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.live.LiveCommands;
import org.estreamer.shell.live.Services;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the launcher's commands ask this process. It is there while the log is: who has the log has the data folder's lock,
 * so that a socket found there belongs to nobody. In Karaf there is none, as its own shell has the commands.
 */
@Component(
        service = {},
        immediate = true)
public final class ControlSocket {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final Set<String> ASKED = Set.of("run", "demo");

    private final Path data;
    private final CommandServer server;

    /** Made by Declarative Services. */
    @Activate
    public ControlSocket(BundleContext context, @Reference EventLog log, @Reference Services services) {
        this.data = Folders.data(context::getProperty);
        this.server = ASKED.contains(String.valueOf(context.getProperty("estreamer.command")))
                ? open(LiveCommands.of(
                        services, Time.SYSTEM, context.getBundle().getVersion().toString()))
                : null;
    }

    private CommandServer open(Commands commands) {
        try {
            Path socket = SocketPlace.prepare(data, Path.of(System.getProperty("java.io.tmpdir")));
            return new CommandServer(socket, commands, CommandServer.Limits.USUAL);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("Commands such as \"estreamer status\" cannot ask this process: {}", e.toString());
            return null;
        }
    }

    /** Takes the socket away. */
    @Deactivate
    void stop() {
        if (server == null) {
            return;
        }
        try {
            server.close();
            SocketPlace.remove(data);
        } catch (IOException e) {
            LOG.debug("The socket was left behind", e);
        }
    }
}
