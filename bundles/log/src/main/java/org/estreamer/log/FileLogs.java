package org.estreamer.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.estreamer.files.FolderName;
import org.estreamer.log.history.HistoryReader;
import org.estreamer.log.history.LogFolder;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.message.MessageCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the files of logs beside whoever has them. */
@Component
public final class FileLogs implements LogFiles {
    private final MessageCodec codec;

    /**
     * Made by Declarative Services.
     *
     * @param codec makes records of bytes
     */
    @Activate
    public FileLogs(@Reference MessageCodec codec) {
        this.codec = codec;
    }

    @Override
    public List<Found> find(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return LogFolder.isSegment(path)
                    ? List.of(new Found(serverOf(path.toAbsolutePath().getParent()), path))
                    : List.of();
        }
        if (LogFolder.holdsSegments(path)) {
            return List.of(new Found(serverOf(path.toAbsolutePath().normalize()), path));
        }
        List<Found> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(path)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                if (LogFolder.holdsSegments(folder)) {
                    found.add(new Found(serverOf(folder), folder));
                }
            }
        }
        return found;
    }

    private static String serverOf(Path folder) {
        Path name = folder == null ? null : folder.getFileName();
        return name == null ? "" : FolderName.decode(name.toString());
    }

    @Override
    public LogHistory read(Found log, LogSpan span, Consumer<String> told) throws IOException {
        if (!Files.exists(log.path())) {
            throw new FileNotFoundException(log.path() + " is not there");
        }
        return new HistoryReader(log.path(), log.server(), codec, span, -1, told);
    }
}
