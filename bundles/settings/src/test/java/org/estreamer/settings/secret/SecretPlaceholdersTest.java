package org.estreamer.settings.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estreamer.settings.SecretFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class SecretPlaceholdersTest {
    @TempDir
    Path etc;

    private Path secrets;

    @BeforeEach
    void makeFolder() throws Exception {
        secrets = Files.createDirectory(etc.resolve("secrets"));
    }

    private SecretFiles files() {
        return new SecretFiles(Map.of(
                "karaf.etc",
                etc.toString(),
                "org.apache.felix.configadmin.plugin.interpolation.secretsdir",
                etc.toString())::get);
    }

    private Object replaced(Object value) {
        Dictionary<String, Object> properties =
                FrameworkUtil.asDictionary(new HashMap<>(Map.of("password", value, "port", 5)));
        new SecretPlaceholders(files(), secret -> !secret.contains("$[")).modifyConfiguration(null, properties);
        assertEquals(5, properties.get("port"));
        return properties.get("password");
    }

    @ParameterizedTest
    @CsvSource({
        "$[secret:fmc], a$1\\b",
        "x$[secret:fmc]y$[secret:db/main], xa$1\\bysesame",
        "$[secret:fmc;default=other], a$1\\b",
        "$[secret:absent], $[secret:absent]",
        "$[secret:../trust], $[secret:../trust]",
        "\\$[secret:fmc], \\$[secret:fmc]",
        "$[secret:fmc;type=Integer], $[secret:fmc;type=Integer]",
        "$[secret:nested], $[secret:nested]",
        "$[env:fmc], $[env:fmc]"
    })
    void shouldPutInWhatTheFileHolds(String written, String meant) throws Exception {
        Files.writeString(secrets.resolve("fmc"), " a$1\\b\n");
        Files.writeString(Files.createDirectory(secrets.resolve("db")).resolve("main"), "sesame");
        Files.writeString(secrets.resolve("nested"), "$[secret:fmc]");
        Files.writeString(etc.getParent().resolve("trust"), "not for you");
        assertEquals(meant, replaced(written));
        assertArrayEquals(new String[] {"a", meant}, (String[]) replaced(new String[] {"a", written}));
    }

    @Test
    void shouldLookWhereTheContainerDoesIfItIsNotInItsPlace() throws Exception {
        Files.writeString(etc.resolve("fmc"), "container's");
        assertEquals("container's", replaced("$[secret:fmc]"));
        Files.writeString(secrets.resolve("fmc"), "own");
        assertEquals("own", replaced("$[secret:fmc]"));
    }

    @Test
    void shouldTellOfASecretThatComesChangesOrGoesOnceItStandsStill() throws Exception {
        Path fmc = Files.writeString(secrets.resolve("fmc"), "first");
        List<Set<String>> told = new ArrayList<>();
        SecretWatch watch = new SecretWatch(secrets, told::add);
        watch.run();
        watch.run();
        Files.writeString(fmc, "another");
        watch.run();
        Files.writeString(secrets.resolve("db"), "sesame");
        watch.run();
        assertEquals(List.of(), told);
        watch.run();
        watch.run();
        Files.delete(fmc);
        watch.run();
        watch.run();
        assertEquals(List.of(Set.of("db", "fmc"), Set.of("fmc")), told);
    }

    @Test
    void shouldNoticeAFolderThatComesLater() throws Exception {
        Files.delete(secrets);
        List<Set<String>> told = new ArrayList<>();
        SecretWatch watch = new SecretWatch(secrets, told::add);
        watch.run();
        Files.writeString(Files.createDirectory(secrets).resolve("fmc"), "late");
        watch.run();
        watch.run();
        assertEquals(List.of(Set.of("fmc")), told);
    }

    @Test
    void shouldConfigureAnewWhoNamesASecretAndNobodyElse() {
        List<String> updated = new ArrayList<>();
        Configuration[] all = {
            configuration("session~hq", "$[secret:fmc]", updated),
            configuration("session~lab", "$[secret:other]", updated),
            configuration("jdbc~all", new String[] {"a", "b$[secret:fmc;default=]"}, updated),
            configuration("file~all", "fmc", updated)
        };
        SecretsActivator.deliver(proxy(ConfigurationAdmin.class, (method, arguments) -> all), Set.of("fmc"));
        assertEquals(List.of("session~hq", "jdbc~all"), updated);
    }

    private static Configuration configuration(String pid, Object value, List<String> updated) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(new HashMap<>(Map.of("password", value)));
        return proxy(Configuration.class, (method, arguments) -> switch (method) {
            case "getPid" -> pid;
            case "getProperties" -> properties;
            default -> {
                assertEquals(List.of(properties), Arrays.asList(arguments));
                yield updated.add(pid);
            }
        });
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = answer.to(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }
}
