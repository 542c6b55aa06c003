package org.estreamer.session.conversation;

import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.FencedException;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.ResumePoint;
import org.estreamer.pipeline.log.UnclaimedLogException;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.record.RecordBatch;
import org.estreamer.session.connection.Disconnect;
import org.estreamer.session.plan.SessionPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one session, taken once for its life. For the session's thread, {@link #heldBack} for any.
 *
 * <pre>
 *   open() --&gt; begin() --&gt; append() ... flush() --&gt; written()? acknowledge
 *                 ^                                          |
 *                 +---- ended(), next connection -----------+
 * </pre>
 */
public final class SessionLog implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);

    private final SessionPlan plan;
    private final EventLog log;
    private final MessageCodec codec;
    private final Metadata metadata;
    private MetadataFilter filter;
    private volatile LogWriter writer;

    public SessionLog(SessionPlan plan, EventLog log, MessageCodec codec, Metadata metadata) {
        this.plan = plan;
        this.log = log;
        this.codec = codec;
        this.metadata = metadata;
    }

    /**
     * Takes the log, where that has not been done yet.
     *
     * @throws UnclaimedLogException if an operator has to say which log it is
     */
    public void open() throws IOException {
        if (writer == null) {
            LogWriter opened = log.write(plan.name(), plan.address());
            filter = new MetadataFilter(codec, metadata, opened.next());
            writer = opened;
        }
    }

    /**
     * A connection begins.
     *
     * @param certificates what the server has shown, its own first
     * @return where to ask from, as in an event stream request
     */
    public long begin(List<X509Certificate> certificates) throws IOException {
        LogRequest request = new LogRequest(
                plan.content(), fingerprint(certificates), plan.request().timestamp());
        try {
            ResumePoint from = writer.begin(request);
            filter.begins(writer.next());
            if (!from.told().isEmpty()) {
                LOG.warn("Session {}: {}", plan.name(), from.told());
            }
            return from.timestamp();
        } catch (IOException e) {
            throw ofTheLog(e);
        }
    }

    /** Appends what is new of a message, and waits for as long as the log takes nothing. */
    void append(RecordBatch records) throws IOException, InterruptedException {
        try {
            RecordBatch news = filter.news(records, writer.next());
            if (news.size() > 0) {
                writer.append(news);
                filter.appended(writer.next());
            }
        } catch (IOException e) {
            throw ofTheLog(e);
        }
    }

    /** Writes what is gathered. */
    void flush() throws IOException, InterruptedException {
        if (!writer.written()) {
            try {
                writer.flush();
            } catch (IOException e) {
                throw ofTheLog(e);
            }
        }
    }

    /** The connection has ended. */
    public void ended() {
        writer.ended();
    }

    /** Whether everything that was appended may be acknowledged. */
    boolean written() {
        return writer.written();
    }

    /** Whether a new connection is due, because the server has more than it was asked for. */
    boolean askAgain() {
        return writer.askAgain();
    }

    /** How many records were left out, because the server repeated them. */
    long repeated() {
        return writer.repeated();
    }

    /** Why the log takes nothing at the moment; empty if it does. */
    public String heldBack() {
        LogWriter current = writer;
        return current == null ? "" : current.heldBack();
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    /** Makes sure that nobody takes a fault of the log for one of the connection. */
    private static IOException ofTheLog(IOException fault) {
        if (fault instanceof FencedException) {
            return fault;
        }
        Disconnect end = new Disconnect("the log did not take what came: " + fault.getMessage());
        end.initCause(fault);
        return end;
    }

    /** The SHA-256 of the server's own certificate; empty where it has shown none. */
    private static String fingerprint(List<X509Certificate> certificates) throws Disconnect {
        if (certificates.isEmpty()) {
            return "";
        }
        try {
            byte[] encoded = certificates.get(0).getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (CertificateEncodingException e) {
            throw new Disconnect("the server's certificate cannot be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
