package org.estreamer.shell.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.Services;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Where to look and what to do while the demo runs. */
public final class DemoPlaces {
    private static final String PLUGIN = "org.estreamer.plugin.";

    private final Services services;
    private final OperatorFolders folders;

    public DemoPlaces(Services services, OperatorFolders folders) {
        this.services = services;
        this.folders = folders;
    }

    /** One line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(outputs());
        lines.add("plugins  drop a jar into " + folders.plugins() + " or remove it");
        lines.add("stop     Ctrl-C");
        return lines;
    }

    /** The files and folders that plugins are configured to write to. */
    public List<String> outputs() {
        List<String> outputs = new ArrayList<>();
        for (Configuration configuration : configurations()) {
            Dictionary<String, Object> settings = configuration.getProperties();
            for (String setting : List.of("path", "directory")) {
                Object place = settings == null ? null : settings.get(setting);
                if (place != null) {
                    outputs.add("output   " + folders.data().resolve(Path.of(place.toString())));
                }
            }
        }
        return outputs.isEmpty() ? List.of("output   " + folders.data()) : outputs;
    }

    private List<Configuration> configurations() {
        ConfigurationAdmin admin = services.configurations();
        try {
            Configuration[] found = admin == null ? null : admin.listConfigurations("(service.pid=" + PLUGIN + "*)");
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            // only a hint for the operator: the data folder does as well
            return List.of();
        }
    }
}
