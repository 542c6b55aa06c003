package org.estreamer.deployer;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.cm.PersistenceManager;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/** A Felix framework, alone or with the real FileInstall and the deployer as it is built. */
public final class TestFramework implements AutoCloseable {
    public final AtomicInteger registrations = new AtomicInteger();
    private final Framework framework;

    private TestFramework(Map<String, String> properties) throws BundleException, InvalidSyntaxException {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        framework = factory.newFramework(properties);
        framework.init();
        context()
                .addServiceListener(
                        event -> {
                            if (event.getType() == ServiceEvent.REGISTERED) {
                                registrations.incrementAndGet();
                            }
                        },
                        "(objectClass=" + Supplier.class.getName() + ")");
    }

    /** A framework with nothing in it. */
    public static TestFramework bare(Path home) throws Exception {
        TestFramework bare = new TestFramework(properties(home));
        bare.framework.start();
        return bare;
    }

    /** A framework that is not started yet and holds what its cache holds. */
    public static TestFramework cached(Path home, Map<String, String> properties) throws Exception {
        Map<String, String> all = properties(home);
        all.put("estreamer.plugins", home.resolve("plugins").toString());
        all.put("estreamer.plugins.poll", "100");
        all.put("felix.fileinstall.dir", home.resolve("deploy").toString());
        all.put("felix.fileinstall.poll", "100");
        all.put("felix.fileinstall.noInitialDelay", "true");
        all.put("felix.fileinstall.tmpdir", home.resolve("tmp").toString());
        all.putAll(properties);
        Files.createDirectories(home.resolve("plugins"));
        Files.createDirectories(home.resolve("deploy"));
        return new TestFramework(all);
    }

    private static Map<String, String> properties(Path home) {
        Map<String, String> properties = new HashMap<>();
        properties.put("org.osgi.framework.storage", home.resolve("cache").toString());
        properties.put(
                "org.osgi.framework.system.packages.extra",
                "org.slf4j;version=2.0.0,org.osgi.service.cm;version=1.6.1,org.estreamer.pipeline.delivery;version=1.0.0,"
                        + "org.estreamer.files;version=1.0.0,org.estreamer.settings;version=1.0.0");
        return properties;
    }

    public TestFramework withFileInstall() throws BundleException {
        install(ArtifactInstaller.class);
        return this;
    }

    public TestFramework withConfigurationAdmin() throws BundleException {
        install(PersistenceManager.class);
        return this;
    }

    private Bundle install(Class<?> member) throws BundleException {
        Bundle bundle = context()
                .installBundle(member.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        bundle.start();
        return bundle;
    }

    /** FileInstall as a part of a distribution, from its folder. */
    public TestFramework withDeliveredFileInstall(Path folder) throws Exception {
        Path file = Files.createDirectories(folder).resolve("fileinstall.jar");
        Files.copy(
                Path.of(ArtifactInstaller.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                file,
                StandardCopyOption.REPLACE_EXISTING);
        context().installBundle("reference:file:" + file).start();
        return this;
    }

    /** The deployer's bundle, from the classes and the manifest the build has made. */
    public TestFramework withDeployer() throws BundleException {
        return withDeployer("deployer");
    }

    public TestFramework withDeployer(String location) throws BundleException {
        Bundle bundle = context().installBundle(location, new ByteArrayInputStream(DeployerJar.bytes()));
        bundle.start();
        return this;
    }

    public TestFramework start() throws BundleException {
        framework.start();
        return this;
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    public Bundle bundle(String symbolicName) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    public boolean isActive(String symbolicName, String version) {
        Bundle bundle = bundle(symbolicName);
        return bundle != null
                && bundle.getState() == Bundle.ACTIVE
                && bundle.getVersion().toString().equals(version);
    }

    public void awaitActive(String symbolicName, String version) {
        Eventually.that(() -> isActive(symbolicName, version), this::describe);
    }

    public void awaitGone(String symbolicName) {
        Eventually.that(() -> bundle(symbolicName) == null, this::describe);
    }

    /** What the deployer says of a file. */
    public PluginFile file(Path path) {
        ServiceReference<PluginFolder> reference = context().getServiceReference(PluginFolder.class);
        if (reference == null) {
            return null;
        }
        return context().getService(reference).files().stream()
                .filter(file -> Path.of(file.file()).getFileName().equals(path.getFileName()))
                .findFirst()
                .orElse(null);
    }

    public void awaitState(Path path, PluginFile.State state) {
        Eventually.that(
                () -> {
                    PluginFile file = file(path);
                    return file != null && file.state() == state;
                },
                this::describe);
    }

    private List<String> describe() {
        return Stream.concat(
                        Arrays.stream(context().getBundles())
                                .map(bundle -> bundle.getState() + " " + bundle + " " + bundle.getLocation()),
                        Stream.ofNullable(context().getServiceReference(PluginFolder.class))
                                .flatMap(reference -> context().getService(reference).files().stream())
                                .map(PluginFile::toString))
                .toList();
    }

    public WeakReference<ClassLoader> loader(String symbolicName) {
        return new WeakReference<>(
                bundle(symbolicName).adapt(BundleWiring.class).getClassLoader());
    }

    public static void awaitCollected(WeakReference<ClassLoader> loader) {
        Eventually.that(
                () -> {
                    System.gc();
                    return loader.get() == null;
                },
                () -> "the class loader is still there");
        assertNull(loader.get());
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
