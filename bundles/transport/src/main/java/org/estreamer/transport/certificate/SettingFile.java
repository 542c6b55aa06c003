package org.estreamer.transport.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.settings.PlainText;

/**
 * A file that a setting names. What is wrong with it stays wrong until somebody changes file or setting, so such a failure
 * is permanent; it names both.
 *
 * @param step    the step that needs the file
 * @param setting the name of the setting
 * @param path    what the setting says
 */
public record SettingFile(ConnectStep step, String setting, Path path) {
    /** Certificates and keys are a few KiB; a wrongly named log or disk image must not fill the memory. */
    private static final int MAX_BYTES = 1 << 20;

    public byte[] read() throws ConnectFailure {
        if (Files.isDirectory(path)) {
            throw failure("is a folder, not a file", null);
        }
        if (Files.notExists(path)) {
            throw failure("does not exist", null);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw failure("is not a regular file", null);
        }
        byte[] bytes = readBytes();
        if (bytes.length == 0) {
            throw failure("is empty", null);
        }
        if (bytes.length > MAX_BYTES) {
            throw failure("is larger than " + MAX_BYTES + " bytes: no certificate or key file", null);
        }
        return bytes;
    }

    private byte[] readBytes() throws ConnectFailure {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (AccessDeniedException e) {
            throw failure("may not be read by the user that runs this; check its owner and permissions", e);
        } catch (IOException e) {
            // a disk that does not answer or a process with too many open files: not the file's fault, and it passes
            String what = " cannot be read: " + PlainText.line(String.valueOf(e.getMessage()));
            throw new ConnectFailure(step, false, this + what, e);
        }
    }

    /** Whether every user of the machine may read the file; false where the file system knows no such thing. */
    public boolean openToAll() {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    public ConnectFailure failure(String what, Throwable cause) {
        return new ConnectFailure(step, true, this + " " + what, cause);
    }

    /** For messages: {@code identity: /etc/estreamer/client.p12}. */
    @Override
    public String toString() {
        return setting + ": " + path;
    }
}
