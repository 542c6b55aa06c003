package org.estreamer.plugin.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.estreamer.files.FileAccess;
import org.estreamer.files.Folders;
import org.estreamer.files.OutputPlace;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.plugin.Checkable;
import org.estreamer.settings.NearestName;

/** Tries the configuration of a file for {@code estreamer check}: its place and its format. */
public final class FileCheck implements Checkable {
    @Override
    public String pid() {
        return FileOutput.PID;
    }

    @Override
    public void check(Map<String, ?> settings, Check check) {
        Object pid = settings.get("service.pid");
        Path file = Folders.resolve(check::property, FileOutput.required(pid, Checkable.text(settings, "path", "")));
        FileAccess access =
                FileAccess.of(pid, Checkable.text(settings, "permissions", ""), Checkable.text(settings, "group", ""));
        Optional<String> obstacle = OutputPlace.fileObstacle(file, access);
        check.step("file", obstacle.isEmpty(), obstacle.orElse(file.toString()));
        FileOutput.joinTime(pid, false, Integer.parseInt(Checkable.text(settings, "joinSeconds", "2")));
        format(settings, check);
    }

    private static void format(Map<String, ?> settings, Check check) {
        String name = Checkable.text(settings, "format", "json");
        Format format = check.formats().get(name);
        if (format == null) {
            Set<String> names = new TreeSet<>(check.formats().keySet());
            check.step("format", false, "there is no format named " + name + "; " + NearestName.advice(name, names));
            return;
        }
        try {
            format.writer(new FormatOptions(
                    FormatOptions.Naming.of(Checkable.text(settings, "names", "both")),
                    Boolean.parseBoolean(Checkable.text(settings, "omitEmpty", "false")),
                    FileOutput.words(Checkable.text(settings, "fields", "")),
                    FileOutput.words(Checkable.text(settings, "withoutFields", ""))));
            check.step("format", true, name);
        } catch (IllegalArgumentException e) {
            check.step("format", false, e.getMessage());
        }
    }
}
