package org.estreamer.plugin;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.estreamer.format.Format;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tries the configurations of a plugin for {@code estreamer check}, without starting the plugin: its bundle is there, but no
 * activator and no component of it runs. So it is no service. It is a class with a public constructor without parameters, named
 * in the bundle's file {@code META-INF/services/org.estreamer.plugin.Checkable} as for {@link java.util.ServiceLoader}; one for
 * each kind of plugin:
 *
 * <pre>
 * public final class KafkaCheck implements Checkable {
 *     &#64;Override
 *     public String pid() {
 *         return "com.example.kafka";
 *     }
 *
 *     &#64;Override
 *     public void check(Map&lt;String, ?&gt; settings, Check check) throws Exception {
 *         String broker = String.valueOf(settings.get("broker"));
 *         try (Connection connection = Connection.to(broker)) {
 *             check.step("connect", true, broker + " answers");
 *             check.step("topic", connection.hasTopic("events"), "the topic events must be there; make it first");
 *         }
 *     }
 * }
 * </pre>
 *
 * <p>While it is called, the same configuration may be in use by a plugin in this or another process, which is writing. So a check
 * looks at what is there and tries to reach it: whether a folder can be written, whether a database answers and has the
 * right tables. It never writes into an output, makes no table and takes no lock that the plugin may need.
 */
@ConsumerType
public interface Checkable {
    /**
     * Which configurations it is for.
     *
     * @return their pid, as in {@code com.example.kafka-NAME.cfg}
     */
    String pid();

    /**
     * Tries one configuration. Called on a thread of the command, for one configuration after the other; one that does
     * not return within 30 seconds is told as failed and left alone.
     *
     * @param settings the configuration's properties as Configuration Admin gives them, so with placeholders resolved,
     *                 mostly text, and without the defaults; {@code service.pid} is among them
     * @param check    told of each step as it ends; no step at all counts as a failure
     * @throws Exception if something goes wrong that no step has told; its message is shown as a failed step
     */
    void check(Map<String, ?> settings, Check check) throws Exception;

    /**
     * A setting as text.
     *
     * @param settings  the configuration's properties
     * @param name      the setting
     * @param otherwise its default
     * @return without blanks around it; of several values, with commas between them
     */
    static String text(Map<String, ?> settings, String name, String otherwise) {
        Object value = settings.get(name);
        if (value == null) {
            return otherwise;
        }
        return value instanceof Object[] several
                ? Arrays.stream(several).map(String::valueOf).collect(Collectors.joining(","))
                : value.toString().strip();
    }

    /** A check under way. */
    @ProviderType
    interface Check {
        /**
         * A step has ended.
         *
         * @param step   what was tried, in a word or two: {@code folder}, {@code connect}, {@code table}
         * @param ok     whether it succeeded
         * @param detail what was found, or what failed and what to do; never a password
         */
        void step(String step, boolean ok, String detail);

        /**
         * A framework property: a plugin that is not started has no bundle context to ask.
         *
         * @param name as for {@code BundleContext.getProperty}
         * @return null if it is not set
         */
        String property(String name);

        /**
         * The formats that are here.
         *
         * @return by their names
         */
        Map<String, Format> formats();
    }
}
