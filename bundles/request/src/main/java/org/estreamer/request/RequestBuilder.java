package org.estreamer.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.estreamer.pipeline.message.Message.EventVersion;

/** Puts an {@link EventRequest} together. What is not set asks for everything. */
public final class RequestBuilder {
    private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]{1,16}|\\d{1,18}");
    private static final long SETTABLE = 0x7FFEFFFFL;

    /** What the author of the request knows its parts as, for messages. */
    private final String flagsSetting;

    private final String typesSetting;
    private long flags = EventRequest.DEFAULT_FLAGS;
    private Set<EventType> types;
    private Release release = Release.NEWEST;
    private StartPoint start = new StartPoint(true, EventRequest.OLDEST);

    RequestBuilder(String flagsSetting, String typesSetting) {
        this.flagsSetting = flagsSetting;
        this.typesSetting = typesSetting;
    }

    /**
     * Sets the flags.
     *
     * @param names names separated by commas or blanks, as {@code packets, ids_1}; or the whole word, as
     *              {@code 0x48900061}
     * @return this
     * @throws RequestException for an unknown name, the reserved bit, or a number of more than 32 bits
     */
    public RequestBuilder flags(String names) {
        String text = names.strip();
        if (NUMBER.matcher(text).matches()) {
            return flags(number(text));
        }
        return flags(words(text).stream()
                .map(name -> RequestFlag.named(flagsSetting, name))
                .toArray(RequestFlag[]::new));
    }

    /**
     * Sets the flags.
     *
     * @param set the flags to set, all others stay off
     * @return this
     * @throws RequestException for {@link RequestFlag#RESERVED}
     */
    public RequestBuilder flags(RequestFlag... set) {
        return flags(Arrays.stream(set).mapToLong(RequestFlag::mask).reduce(0, (word, mask) -> word | mask));
    }

    /**
     * Sets the flags.
     *
     * @param word the request's word
     * @return this
     * @throws RequestException for bits 16, 31 and above
     */
    public RequestBuilder flags(long word) {
        long foreign = word & ~SETTABLE;
        if (foreign != 0) {
            throw new RequestException(
                    flagsSetting,
                    "bit " + Long.numberOfTrailingZeros(foreign) + " must not be set; there are bits 0 to 30 without 16"
                            + " (reserved)");
        }
        flags = word;
        return this;
    }

    /**
     * Sets the event types of an extended request.
     *
     * @param names names separated by commas or blanks, as {@code INTRUSION_EVENTS, METADATA}
     * @return this
     * @throws RequestException for an unknown name
     */
    public RequestBuilder eventTypes(String names) {
        return eventTypes(words(names).stream()
                .map(name -> EventType.named(typesSetting, name))
                .toArray(EventType[]::new));
    }

    /**
     * Sets the event types of an extended request. {@link EventType#TERMINATE} may be left out.
     *
     * @param wanted the types, in the order to ask for them
     * @return this
     */
    public RequestBuilder eventTypes(EventType... wanted) {
        types = new LinkedHashSet<>(Arrays.asList(wanted));
        return this;
    }

    /**
     * Sets the server's release, which decides the versions of the event types. Without it the newest are asked for.
     *
     * @param text a release from 4.9 to 7, as {@code 5.3.1}, {@code 7.4} or {@code 6.x} for the last one of 6
     * @return this
     * @throws RequestException for what is not a release or is none of these
     */
    public RequestBuilder release(String text) {
        release = Release.parse("release", text);
        return this;
    }

    /**
     * Sets where the events begin.
     *
     * @param text {@code oldest}, {@code now}, {@code resume}, an ISO instant with its zone, or Unix seconds
     * @return this
     * @throws RequestException for anything else, and for times before 1970 or after 2106
     */
    public RequestBuilder start(String text) {
        start = StartPoint.parse("start", text);
        return this;
    }

    /**
     * Makes the request.
     *
     * @return a request that never changes
     * @throws RequestException if the settings contradict one another
     */
    public EventRequest build() {
        boolean extended = RequestFlag.EXTENDED_REQUEST.in(flags);
        if (!extended && types != null && !types.isEmpty()) {
            throw new RequestException(
                    typesSetting,
                    "event types " + types + " need the flag extended_request (bit 30), which " + flagsSetting
                            + " leaves off; set it, or remove the event types");
        }
        return new EventRequest(flags, start, extended ? versions() : List.of());
    }

    private List<EventVersion> versions() {
        Collection<EventType> wanted = types == null ? List.of(EventType.values()) : types;
        List<EventVersion> versions = new ArrayList<>();
        for (EventType type : wanted) {
            OptionalInt version = type.version(release);
            if (version.isEmpty() && types != null) {
                throw new RequestException(
                        typesSetting,
                        type + " came with release " + type.since() + ", but release is " + release
                                + "; remove the one or change the other");
            }
            if (version.isPresent() && type != EventType.TERMINATE) {
                versions.add(new EventVersion(version.getAsInt(), type.code()));
            }
        }
        if (versions.isEmpty()) {
            throw new RequestException(
                    typesSetting,
                    "no event type is named, but " + flagsSetting + " sets extended_request, which needs one");
        }
        versions.add(EventVersion.TERMINATE);
        return versions;
    }

    private long number(String text) {
        try {
            return Long.decode(
                    text.startsWith("0x") || text.startsWith("0X") ? text : text.replaceFirst("^0+(?=.)", ""));
        } catch (NumberFormatException e) {
            throw (RequestException) new RequestException(flagsSetting, text + " has more than 32 bits").initCause(e);
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("[,\\s]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
