package org.estreamer.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties of a {@link Plugin}, as an annotation for Declarative Services components. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PluginInfo {
    /**
     * What the plugin does, in a sentence.
     *
     * @return not empty
     */
    String description();

    /**
     * Who to ask about it.
     *
     * @return not empty
     */
    String author();

    /**
     * The plugin's version.
     *
     * @return not empty
     */
    String version();

    /**
     * The public method that takes a {@link org.estreamer.record.Record}.
     *
     * @return the method's name
     */
    String callback() default "onRecord";

    /**
     * What happens when the log has no room for what the plugin has not finished: {@code block} holds back the server, so
     * that nothing is lost; {@code drop} loses the oldest records, which are counted.
     *
     * @return {@code block} or {@code drop}
     */
    String overflow() default "block";

    /**
     * What the plugin wants: record types or groups ({@code intrusion}, {@code connection}, {@code file},
     * {@code malware}, {@code correlation}, {@code discovery}, {@code user}, {@code packet}, {@code metadata},
     * {@code unknown}).
     *
     * @return numbers and names; empty for everything
     */
    String[] records() default {};
}
