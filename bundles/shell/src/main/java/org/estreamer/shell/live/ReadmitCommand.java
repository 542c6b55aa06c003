package org.estreamer.shell.live;

import java.util.List;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.text.TextTable;

/** {@code readmit}: lets a plugin back in. */
final class ReadmitCommand implements Command {
    private final Services services;

    ReadmitCommand(Services services) {
        this.services = services;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("readmit", "gives records again to a plugin that was quarantined", "PLUGIN");
    }

    @Override
    public List<String> next(List<String> words) {
        return services.plugins().stream()
                .filter(plugin -> words.isEmpty() && plugin.state() == PluginStatus.State.QUARANTINED)
                .map(PluginStatus::name)
                .toList();
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault {
        List<String> plugins = Options.parse(words, List.of()).operands();
        if (plugins.size() != 1) {
            List<String> known =
                    services.plugins().stream().map(PluginStatus::name).toList();
            throw new UsageFault("readmit takes the name of one plugin: "
                    + (known.isEmpty() ? "there is none" : String.join(", ", known)));
        }
        Dispatcher dispatcher = services.dispatcher();
        String name = TextTable.harmless(plugins.get(0));
        if (dispatcher != null && dispatcher.readmit(plugins.get(0))) {
            streams.out().println(name + " gets records again");
            return ExitStatus.OK;
        }
        streams.out()
                .println("no plugin " + name + " is in quarantine, or it is still busy with a record: see"
                        + " estreamer:plugins");
        return ExitStatus.FAILED;
    }
}
