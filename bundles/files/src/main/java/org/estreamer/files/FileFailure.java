package org.estreamer.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, for operators. */
public final class FileFailure {
    private FileFailure() {}

    /**
     * Says where it failed and why. Of the commonest failures the message is the file's name alone, as their class is the reason.
     *
     * @param failure what was thrown
     * @return the file where that is known, and the reason: never empty
     */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException file && file.getFile() != null && file.getReason() == null) {
            String other = file.getOtherFile() == null ? "" : " -> " + file.getOtherFile();
            return file.getFile() + other + ": " + why(file);
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static String why(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied for user " + System.getProperty("user.name");
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "is there already";
        }
        return failure instanceof DirectoryNotEmptyException
                ? "the folder is not empty"
                : failure.getClass().getSimpleName();
    }
}
