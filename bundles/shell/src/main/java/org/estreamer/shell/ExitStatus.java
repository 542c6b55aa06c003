package org.estreamer.shell;

/** The exit statuses of the launcher's commands. */
final class ExitStatus {
    /** Everything went well. */
    static final int OK = 0;
    /** Something failed; standard error says what. */
    static final int FAILED = 1;
    /** The stream that was decoded is cut or out of step. */
    static final int BROKEN_STREAM = 2;
    /** The command line is wrong: {@code EX_USAGE} of sysexits. */
    static final int USAGE = 64;

    private ExitStatus() {}
}
