package org.estreamer.shell.command;

import java.util.List;

/**
 * Something an operator can ask for. It is written once, and is then the same in a Gogo shell, in Karaf, and where the
 * launcher asks the running process: see {@link Commands}.
 */
public interface Command {
    /** How it is called. */
    Synopsis synopsis();

    /**
     * Carries it out.
     *
     * @param words   the words that followed the name
     * @param streams where to read and write
     * @return an exit status, see {@link ExitStatus}
     * @throws UsageFault           if the words are wrong; the forms are printed below its message
     * @throws InterruptedException if whoever asked does not wait any longer
     */
    int run(List<String> words, Streams streams) throws UsageFault, InterruptedException;

    /**
     * The words that may come next, for shells that complete what is typed.
     *
     * @param words the words between the name and the one that is looked for
     * @return every word that fits, whatever it begins with; none where that is not known
     */
    default List<String> next(List<String> words) {
        return List.of();
    }

    /** Whether it may take as long as it takes, as something that reads a whole log does. Others answer in a moment. */
    default boolean lasts() {
        return false;
    }
}
