package org.estreamer.plugin;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tries the configurations of a plugin for {@code estreamer check}, without starting the plugin.
 *
 * <p>An optional service, beside the plugin's own. It is one for each kind of plugin and not for each configuration, so
 * that it is there before any output is opened:
 *
 * <pre>
 * &#64;Component(property = Checkable.PID + "=com.example.kafka")
 * public final class KafkaCheck implements Checkable {
 *     &#64;Override
 *     public void check(Map&lt;String, ?&gt; settings, Report report) {
 *         String broker = String.valueOf(settings.get("broker"));
 *         try (Connection connection = Connection.to(broker)) {
 *             report.step("connect", true, broker + " answers");
 *             report.step("topic", connection.hasTopic("events"), "the topic events must be there; make it first");
 *         } catch (IOException e) {
 *             report.step("connect", false, broker + " does not answer: " + e.getMessage());
 *         }
 *     }
 * }
 * </pre>
 *
 * <p>While it is called, the same configuration may be in use by a plugin in another process, which is writing. So a check
 * looks at what is there and tries to reach it: whether a folder can be written, whether a database answers and has the
 * right tables. It never writes into an output, makes no table and takes no lock that the plugin may need.
 */
@ConsumerType
public interface Checkable {
    /** Service property: the pid of the plugin's configurations, as in {@code com.example.kafka-NAME.cfg}. Required. */
    String PID = "checkable.pid";

    /**
     * Tries one configuration. Called on a thread of the command, for one configuration after the other; one that does
     * not return within 30 seconds is told as failed and left alone.
     *
     * @param settings the configuration's properties as Configuration Admin gives them, so with placeholders resolved,
     *                 mostly text, and without the defaults; {@code service.pid} is among them
     * @param report   told of each step as it ends; no step at all counts as a failure
     * @throws Exception if something goes wrong that no step has told; its message is shown as a failed step
     */
    void check(Map<String, ?> settings, Report report) throws Exception;

    /** Hears of the steps of a check. */
    @FunctionalInterface
    interface Report {
        /**
         * A step has ended.
         *
         * @param step   what was tried, in a word or two: {@code folder}, {@code connect}, {@code table}
         * @param ok     whether it succeeded
         * @param detail what was found, or what failed and what to do; never a password
         */
        void step(String step, boolean ok, String detail);
    }
}
