package org.estreamer.plugin.pcap;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.estreamer.files.FileAccess;
import org.estreamer.files.Folders;
import org.estreamer.files.OutputPlace;
import org.estreamer.plugin.Checkable;

/** Tries the configuration of capture files for {@code estreamer check}: their place, and when they change. */
public final class PcapCheck implements Checkable {
    @Override
    public String pid() {
        return PcapPlugin.PID;
    }

    @Override
    public void check(Map<String, ?> settings, Check check) {
        Object pid = settings.get("service.pid");
        Path folder = Folders.resolve(check::property, Checkable.text(settings, "directory", "pcap"));
        FileAccess access =
                FileAccess.of(pid, Checkable.text(settings, "permissions", ""), Checkable.text(settings, "group", ""));
        Rotation.of(
                pid,
                Checkable.text(settings, "rotateSeconds", "3600"),
                Checkable.text(settings, "rotateMegabytes", "100"));
        Optional<String> obstacle = OutputPlace.obstacle(folder, access);
        check.step("folder", obstacle.isEmpty(), obstacle.orElse(folder.toString()));
    }
}
