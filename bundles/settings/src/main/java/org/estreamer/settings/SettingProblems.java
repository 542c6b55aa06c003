package org.estreamer.settings;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be wrong with any configuration's settings, before anything is made of the values. */
public final class SettingProblems {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(?:secret|env|prop):[^\\]]*\\]?");

    private static final Pattern SECRET = Pattern.compile("\\$\\[secret:([\\w.+@-]+).*");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private SettingProblems() {}

    /**
     * Finds settings that nobody reads. A misspelt one would leave another at its default, which may be to check less.
     * A name with a dot is nobody's setting: frameworks and deployers add those, such as {@code service.pid}.
     *
     * @param names the names that are set
     * @param known the names that are read
     * @param also  names that are read too, but not worth suggesting
     * @return a problem for each, with the name that may have been meant
     */
    public static List<String> unknown(Collection<String> names, Collection<String> known, Collection<String> also) {
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            if (!known.contains(name) && !also.contains(name) && name.indexOf('.') < 0) {
                problems.add(name + ": unknown setting; " + NearestName.advice(name, known));
            }
        }
        return problems;
    }

    /**
     * Says that a setting is not one of the numbers that it may be.
     *
     * @param name  of the setting
     * @param value what is set: a number, or the text that was to be one
     * @param least the smallest number
     * @param most  the largest
     * @return the problem
     */
    public static String outOfRange(String name, Object value, long least, long most) {
        boolean number =
                value instanceof Number || NUMBER.matcher(value.toString()).matches();
        return name + ": " + (number ? value + " is out of range" : "\"" + value + "\" is not a number") + "; valid: "
                + least + " to " + most;
    }

    /**
     * Finds settings that have to be whole numbers and are not. Declarative Services would tell what the text is, and not whose.
     *
     * @param settings      the component's annotation type, whose methods are the settings
     * @param configuration the configuration's properties
     * @return a problem for each, in the order of their names
     */
    public static List<String> noNumbers(Class<?> settings, Map<String, ?> configuration) {
        return Arrays.stream(settings.getDeclaredMethods())
                .filter(setting -> setting.getReturnType() == int.class)
                .map(Method::getName)
                .sorted()
                .filter(name -> configuration.get(name) instanceof String text && !isNumber(text))
                .map(name -> name + " is \"" + configuration.get(name) + "\", but must be a whole number")
                .toList();
    }

    private static boolean isNumber(String text) {
        try {
            Integer.parseInt(text.strip());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Finds placeholders that were not replaced: taken as they are, a password would be sent that is none.
     *
     * @param configuration the configuration's properties
     * @return a problem for each setting with one, in the order of their names
     */
    public static List<String> unresolved(Map<String, ?> configuration) {
        return unresolved(configuration, name -> null);
    }

    /**
     * Finds placeholders that were not replaced, and says why, as far as that can be seen.
     *
     * @param configuration     the configuration's properties
     * @param frameworkProperty gives a framework property, or null: where secrets are
     * @return a problem for each setting with one, in the order of their names
     */
    public static List<String> unresolved(Map<String, ?> configuration, UnaryOperator<String> frameworkProperty) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(configuration).forEach((name, value) -> {
            String text = value instanceof Object[] several ? Arrays.toString(several) : String.valueOf(value);
            Matcher placeholder = PLACEHOLDER.matcher(text);
            if (placeholder.find()) {
                problems.add(name + ": " + placeholder.group() + " was not resolved; "
                        + remedy(placeholder.group(), frameworkProperty));
            }
        });
        return problems;
    }

    private static String remedy(String placeholder, UnaryOperator<String> frameworkProperty) {
        Matcher secret = SECRET.matcher(placeholder);
        boolean located =
                frameworkProperty.apply("estreamer.etc") != null || frameworkProperty.apply("karaf.etc") != null;
        if (!secret.matches() || !located) {
            return "set the variable or secret it names, or check that configuration interpolation is installed";
        }
        Path file = new SecretFiles(frameworkProperty).folder().resolve(secret.group(1));
        if (Files.notExists(file)) {
            return "there is no file " + file + ": put the value into it, and it is taken up by itself";
        }
        return Files.isRegularFile(file) && Files.isReadable(file)
                ? file + " is there by now, and is taken up by itself"
                : file + " cannot be read by the user of this process: make it a file of that user's";
    }
}
