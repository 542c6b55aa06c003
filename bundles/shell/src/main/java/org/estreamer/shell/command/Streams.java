package org.estreamer.shell.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in  standard input
 * @param raw standard output as it is, which tells when nobody reads it any more
 * @param out standard output for text
 * @param err standard error
 */
public record Streams(InputStream in, OutputStream raw, PrintStream out, PrintStream err) {

    /** The streams the process was started with. */
    public static Streams ofProcess() {
        return new Streams(System.in, new FileOutputStream(FileDescriptor.out), System.out, System.err);
    }
}
