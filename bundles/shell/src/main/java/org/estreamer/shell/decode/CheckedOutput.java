package org.estreamer.shell.decode;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/** An output whose failures can be told from those of the input: a pipe that nobody reads any more is no fault. */
final class CheckedOutput extends FilterOutputStream {

    /** The output takes no more. */
    static final class Fault extends IOException {
        private static final long serialVersionUID = 1L;

        Fault(IOException cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether the reader of a pipe has gone, as {@code head} does when it has seen enough. */
        boolean readerLeft() {
            return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        }
    }

    CheckedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws Fault {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Fault {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new Fault(e);
        }
    }

    @Override
    public void flush() throws Fault {
        try {
            out.flush();
        } catch (IOException e) {
            throw new Fault(e);
        }
        // a print stream keeps its failures to itself
        if (out instanceof PrintStream print && print.checkError()) {
            throw new Fault(new IOException("the pipe is closed"));
        }
    }
}
