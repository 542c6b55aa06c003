package org.estreamer.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.format.Format;

/** A check of configurations that keeps what it hears, as {@code file ok DETAIL} or {@code file FAILED DETAIL}. */
public final class RecordedCheck implements Checkable.Check {
    private final List<String> steps = new ArrayList<>();
    private final Path data;
    private final Map<String, Format> formats;

    /**
     * Begins one.
     *
     * @param data    the data folder
     * @param formats those that are here
     */
    public RecordedCheck(Path data, Map<String, Format> formats) {
        this.data = data;
        this.formats = formats;
    }

    /** Has a configuration tried. */
    public void run(Checkable checkable, Map<String, ?> settings) throws Exception {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("service.pid", checkable.pid() + "~x");
        checkable.check(all, this);
    }

    /** What it has heard so far. */
    public List<String> steps() {
        return steps;
    }

    @Override
    public void step(String step, boolean ok, String detail) {
        steps.add(step + (ok ? " ok " : " FAILED ") + detail);
    }

    @Override
    public String property(String name) {
        return name.equals("estreamer.data") ? data.toString() : null;
    }

    @Override
    public Map<String, Format> formats() {
        return formats;
    }
}
