package org.estreamer.simulator.traffic;

import java.util.Map;
import java.util.TreeMap;

/** Which record comes when: the same hundred places over and over, four fifths of them connections. */
public final class Cycle {
    /** How many records a cycle has. */
    public static final int LENGTH = 100;

    private static final Map<Integer, Story> STORIES = new TreeMap<>(Map.of(
            8, Story.ATTACK,
            24, Story.DOWNLOAD,
            33, Story.ARRIVAL,
            47, Story.INFECTION,
            58, Story.ATTACK,
            76, Story.LOGIN,
            88, Story.DOWNLOAD));

    private static final Place[] PLACES = places();

    private Cycle() {}

    /**
     * A record's place in its story.
     *
     * @param story the story
     * @param kind  the kind of record
     * @param back  how many records ago the story began; they agree because they all start from its number
     */
    public record Place(Story story, Kind kind, int back) {}

    /** The place of a record of the cycle, 0 to {@link #LENGTH} - 1. */
    public static Place place(int position) {
        return PLACES[position];
    }

    private static Place[] places() {
        Place[] places = new Place[LENGTH];
        int position = 0;
        while (position < LENGTH) {
            Story story = STORIES.getOrDefault(position, Story.VISIT);
            int back = 0;
            for (Kind kind : story.kinds()) {
                places[position++] = new Place(story, kind, back++);
            }
        }
        return places;
    }
}
