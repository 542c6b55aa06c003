package org.estreamer.request;

/** A request that cannot be made. The message names the setting, what is wrong with it, and what would be right. */
public final class RequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * Makes an exception.
     *
     * @param setting the setting that is wrong, as its author wrote it: {@code eventTypes}, or a file with a line
     * @param problem what is wrong and what would be right
     */
    public RequestException(String setting, String problem) {
        super(setting + ": " + problem);
        this.setting = setting;
    }

    /**
     * The setting that is wrong.
     *
     * @return its name
     */
    public String setting() {
        return setting;
    }
}
