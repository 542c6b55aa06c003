package org.estreamer.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;
import org.estreamer.simulator.history.Requests;
import org.estreamer.simulator.keys.KeyFolder;

/** A client made of JSSE and the codec alone. */
public final class RawClient implements Closeable {
    public static final MessageCodec CODEC = new LayoutCodec();
    private static final int TIMEOUT_MILLIS = 20_000;

    private final SSLSocket socket;
    private final MessageReader reader;

    /** Connects with the client identity that the simulator made. */
    public RawClient(ManagementCenter center) throws IOException, GeneralSecurityException {
        this(center, identity(center.keys()), "TLSv1.3");
    }

    public RawClient(ManagementCenter center, KeyManager[] identity, String protocol)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity, trust(center.keys().authority()).getTrustManagers(), null);
        socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", center.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        reader = CODEC.reader("test", socket.getInputStream(), 1 << 20);
    }

    public static KeyManager[] identity(KeyFolder keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password =
                Files.readString(keys.folder().resolve("password")).strip().toCharArray();
        try (InputStream in = Files.newInputStream(keys.folder().resolve("client.p12"))) {
            store.load(in, password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    public void send(Message message) throws IOException {
        send(CODEC.encode(message));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    public Message read() throws IOException {
        return reader.next();
    }

    /** The next bundle, acknowledged as a client does. */
    public Message.Bundle readBundle() throws IOException {
        Message.Bundle bundle = (Message.Bundle) read();
        send(new Message.Null());
        return bundle;
    }

    /** The next so many events, without the metadata between them; fewer where the server closes before. */
    public List<Record> readEvents(int count) throws IOException {
        List<Record> events = new ArrayList<>();
        while (events.size() < count && read() instanceof Message.Bundle bundle) {
            send(new Message.Null());
            for (Record record : bundle.records()) {
                if (isEvent(record)) {
                    events.add(record);
                }
            }
        }
        return events;
    }

    public static boolean isEvent(Record record) {
        return record.group() != RecordGroup.METADATA;
    }

    /** Asks for bundles, and reads what comes before them. */
    public RawClient requestBundles(Requests release, long timestamp) throws IOException {
        send(new Message.EventStreamRequest(timestamp, Requests.EVERYTHING));
        Message.StreamingInformation information = (Message.StreamingInformation) read();
        if (information.services().get(0).id() != Message.Service.ESTREAMER) {
            throw new IOException("another service: " + information);
        }
        send(new Message.StreamingRequest(List.of(release.service(timestamp))));
        return this;
    }

    /** Asks for single messages. */
    public RawClient requestMessages(long timestamp) throws IOException {
        send(new Message.EventStreamRequest(timestamp, Requests.PLAIN));
        return this;
    }

    /** Makes reads give up sooner. */
    public void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static TrustManagerFactory trust(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
