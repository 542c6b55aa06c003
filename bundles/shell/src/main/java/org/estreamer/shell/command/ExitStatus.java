package org.estreamer.shell.command;

/** The exit statuses of the launcher's commands. */
public final class ExitStatus {
    /** Everything went well. */
    public static final int OK = 0;
    /** Something failed; standard error says what. */
    public static final int FAILED = 1;
    /** The stream that was decoded is cut or out of step. */
    public static final int BROKEN_STREAM = 2;
    /** How it stands could not be found out, as monitoring has it. */
    public static final int UNKNOWN = 3;
    /** The command line is wrong: {@code EX_USAGE} of sysexits. */
    public static final int USAGE = 64;

    private ExitStatus() {}
}
