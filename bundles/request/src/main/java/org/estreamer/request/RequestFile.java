package org.estreamer.request;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.estreamer.request.IniFile.Option;
import org.estreamer.settings.NearestName;

/** Reads what an INI file asks for. */
final class RequestFile {
    private static final String SETTINGS = "settings";
    private static final String FLAGS = "flags";
    private static final String EVENT_TYPES = "event_types";
    private static final Set<String> ON = Set.of("1", "yes", "true", "on");
    private static final Set<String> OFF = Set.of("0", "no", "false", "off");

    /** What the client that this file format comes from asks for where the file has no flags. */
    private static final long FORMAT_DEFAULT_FLAGS = 0x40800001L;

    private final IniFile ini;

    private RequestFile(IniFile ini) {
        this.ini = ini;
    }

    static RequestBuilder read(Path file) throws IOException {
        return new RequestFile(IniFile.read(file)).builder();
    }

    private RequestBuilder builder() {
        refuseSlips(ini.sections().keySet(), List.of(SETTINGS, FLAGS), "section");
        Map<String, Option> settings = ini.sections().getOrDefault(SETTINGS, Map.of());
        Map<String, Option> flags = ini.sections().get(FLAGS);
        refuseSlips(settings.keySet(), List.of(EVENT_TYPES), "[settings]");
        Option types = settings.get(EVENT_TYPES);
        if (flags == null && types == null) {
            throw new RequestException(
                    ini.name(),
                    "asks for nothing; a request file has [flags] with name=0|1, or [settings] with event_types");
        }
        RequestBuilder builder = new RequestBuilder(
                ini.name() + " [flags]", (types == null ? ini.name() : ini.place(types.line())) + " " + EVENT_TYPES);
        builder.flags(flags == null ? FORMAT_DEFAULT_FLAGS : word(flags));
        return types == null ? builder : builder.eventTypes(types.value());
    }

    /** The file may carry settings of other programs, which are not ours to judge; but a near miss was meant for us. */
    private void refuseSlips(Collection<String> found, List<String> known, String where) {
        for (String name : found) {
            if (!known.contains(name) && NearestName.of(name, known).isPresent()) {
                throw new RequestException(
                        ini.name(), "unknown " + where + " " + name + "; " + NearestName.advice(name, known));
            }
        }
    }

    private long word(Map<String, Option> flags) {
        long word = 0;
        for (Map.Entry<String, Option> entry : flags.entrySet()) {
            String place = ini.place(entry.getValue().line()) + " [flags]";
            RequestFlag flag = RequestFlag.named(place, entry.getKey());
            boolean on = isOn(place + " " + flag.id(), entry.getValue().value());
            if (on && flag == RequestFlag.RESERVED) {
                throw new RequestException(place, "reserved (bit 16) must not be set");
            }
            word |= on ? flag.mask() : 0;
        }
        return word;
    }

    private static boolean isOn(String setting, String value) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        if (!ON.contains(word) && !OFF.contains(word)) {
            throw new RequestException(setting, "\"" + value + "\" is neither 0 nor 1");
        }
        return ON.contains(word);
    }
}
