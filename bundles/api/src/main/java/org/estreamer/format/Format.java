package org.estreamer.format;

import org.osgi.annotation.versioning.ProviderType;

/** A way to write records as text, found by its service property {@link #NAME}. */
@ProviderType
public interface Format {
    /** The service property that holds the format's name, for example {@code json}. */
    String NAME = "format";

    /**
     * Makes a writer.
     *
     * @param options what the output wants
     * @return a writer for one thread
     * @throws IllegalArgumentException if the options name a field that the format does not write, with the nearest one
     */
    RecordWriter writer(FormatOptions options);
}
