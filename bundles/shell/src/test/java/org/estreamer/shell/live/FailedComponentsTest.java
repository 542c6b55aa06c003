package org.estreamer.shell.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FailedComponentsTest {
    private static final String STACK = """
            java.lang.reflect.InvocationTargetException
            \tat java.base/jdk.internal.reflect.NativeConstructorAccessorImpl.newInstance0(Native Method)
            \tat org.apache.felix.scr.impl.manager.SingleComponentManager.createComponent(SingleComponentManager.java:294)
            Caused by: java.lang.IllegalStateException: cannot begin
            \tat com.example.Kafka.<init>(Kafka.java:12)
            \t... 71 more
            Caused by: java.lang.NumberFormatException: For input string: "many"
            \tat java.base/java.lang.NumberFormatException.forInputString(NumberFormatException.java:67)
            \tat java.base/java.lang.Integer.parseInt(Integer.java:652)
            \tat com.example.Kafka.port(Kafka.java:33)
            \tat com.example.Kafka.<init>(Kafka.java:10)
            \tat com.example.Kafka.more(Kafka.java:9)
            \t... 71 more
            """;

    @Test
    void shouldNameTheInnermostCauseAndTheFirstLinesOfThePluginsOwnCode() {
        assertEquals(
                "java.lang.NumberFormatException: For input string: \"many\" (at com.example.Kafka.port(Kafka.java:33),"
                        + " com.example.Kafka.<init>(Kafka.java:10))",
                FailedComponents.words(STACK, name -> name.equals("com.example.Kafka")));
    }

    @Test
    void shouldNameTheLineOfAnOuterCauseWhereTheInnermostHasNone() {
        String outside = STACK.replace("Kafka.java:33", "x").replaceAll("(?s)(Caused by: java.lang.Number.*)", "")
                + "Caused by: java.io.IOException: no\n\tat java.base/java.io.FileInputStream.open0(Native Method)\n";
        assertEquals(
                "java.io.IOException: no (at com.example.Kafka.<init>(Kafka.java:12))",
                FailedComponents.words(outside, name -> name.equals("com.example.Kafka")));
    }

    @Test
    void shouldBeHarmlessInAListWhateverAPluginThrows() {
        assertEquals(
                "com.example.Oops: a?[2J b",
                FailedComponents.words("com.example.Oops: a\u001b[2J b\n\tat ?\n", name -> false));
    }
}
