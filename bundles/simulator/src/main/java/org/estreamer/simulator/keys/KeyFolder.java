package org.estreamer.simulator.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.estreamer.files.OwnerFiles;

/**
 * The folder with the keys of a simulator and of its clients, made at the first start and used again afterwards. Only
 * the owner may read it.
 */
public final class KeyFolder {
    /** The port that the simulator listens on, as long as it does. */
    private static final String PORT = "port";

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;
    private final char[] password;
    private final SSLContext context;

    private KeyFolder(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder.toAbsolutePath();
        this.password = Files.readString(folder.resolve("password")).strip().toCharArray();
        this.context = context();
    }

    /**
     * Opens the folder, and makes it with new keys where there is none.
     *
     * @param folder the folder
     * @return the folder
     * @throws IOException              if it cannot be written or read
     * @throws GeneralSecurityException if keys cannot be made
     */
    public static KeyFolder open(Path folder) throws IOException, GeneralSecurityException {
        if (Files.notExists(folder)) {
            OwnerFiles.createFolders(folder.toAbsolutePath().getParent());
            Path unfinished = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "new-keys-");
            make(unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        protect(folder);
        return new KeyFolder(folder);
    }

    /**
     * Opens the folder of a simulator in another process, and changes nothing in there.
     *
     * @param folder the folder
     * @return the folder; empty where that simulator does not listen
     * @throws IOException              if it cannot be read
     * @throws GeneralSecurityException if its keys cannot be used
     */
    public static Optional<KeyFolder> ofListening(Path folder) throws IOException, GeneralSecurityException {
        return Files.exists(folder.resolve(PORT)) ? Optional.of(new KeyFolder(folder)) : Optional.empty();
    }

    /** Lets other processes know the port. */
    public void announce(int port) throws IOException {
        OwnerFiles.replace(folder.resolve(PORT), Integer.toString(port).getBytes(StandardCharsets.US_ASCII), null);
    }

    /** Lets them know that nothing listens any more. */
    public void withdraw() throws IOException {
        Files.deleteIfExists(folder.resolve(PORT));
    }

    /** The port that was announced. */
    public int port() throws IOException {
        String text = Files.readString(folder.resolve(PORT)).strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException(folder.resolve(PORT) + " has '" + text + "', which is no port", e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** A PEM file with the CA certificate, by which clients know the server. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /** A PEM file with the client's certificate. */
    public Path clientCertificate() {
        return folder.resolve("client.pem");
    }

    /** A PEM file with the client's key: no password has to be handed on with it. */
    public Path clientKey() {
        return folder.resolve("client.key");
    }

    /** Makes layered TLS connections that show the server's certificate and accept clients of this folder's CA. */
    public SSLSocketFactory serverSockets() {
        return context.getSocketFactory();
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        Certificate[] chain = store.getCertificateChain("server");
        trusted.setCertificateEntry("ca", chain[chain.length - 1]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return made;
    }

    private static void make(Path folder) throws IOException, GeneralSecurityException {
        Authority authority = new Authority("Simulator CA");
        KeyPair server = authority.newKeys();
        KeyPair client = authority.newKeys();
        X509Certificate ca = authority.certificate();
        X509Certificate clientCertificate = authority.issueClient(client);
        char[] password = newPassword();
        write(folder, "password", new String(password).getBytes(StandardCharsets.US_ASCII));
        write(folder, "ca.pem", pem("CERTIFICATE", ca.getEncoded()));
        write(folder, "client.pem", pem("CERTIFICATE", clientCertificate.getEncoded()));
        write(folder, "client.key", pem("PRIVATE KEY", client.getPrivate().getEncoded()));
        store(folder, "server", server, password, authority.issueServer(server), ca);
        store(folder, "client", client, password, clientCertificate, ca);
    }

    private static void store(Path folder, String name, KeyPair keys, char[] password, X509Certificate... chain)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(name, keys.getPrivate(), password, chain);
        try (OutputStream out = create(folder.resolve(name + ".p12"))) {
            store.store(out, password);
        }
    }

    private static char[] newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).toCharArray();
    }

    private static byte[] pem(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        try (OutputStream out = create(folder.resolve(name))) {
            out.write(content);
        }
    }

    /** Creates a file that nobody else could read even for a moment. */
    private static OutputStream create(Path file) throws IOException {
        OwnerFiles.createFile(file);
        return Files.newOutputStream(file);
    }

    /** Takes away what others may do with it, should somebody have given it to them. */
    private static void protect(Path folder) throws IOException {
        if (!POSIX) {
            return;
        }
        Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, OWNER_ONLY_FILE);
            }
        }
    }
}
