package org.estreamer.session.connection;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.estreamer.pipeline.Ticker;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.transport.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection from before it is made until after it is closed, so that another thread can end it at any moment: a
 * connection that comes after the end is closed at once.
 */
public final class ServerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);

    /** A server that does not read can hold up the goodbye for ever; it has had its chance after this. */
    private static final long GOODBYE_MILLIS = 1000;

    private static final int CLIENT_ERROR = -1;

    private final String session;
    private final MessageCodec codec;
    private final ReentrantLock writing = new ReentrantLock();
    private final Calls writes = new Calls();
    private final Ticker ticker;
    private Connection connection;
    private boolean ended;
    private String verdict;

    public ServerLink(String session, MessageCodec codec) {
        this.session = session;
        this.codec = codec;
        this.ticker = new Ticker("estreamer-session-" + session + "-watch", this::tell);
    }

    private void tell(Throwable failure) {
        LOG.warn("Session {}: looking after the connection failed; it is done again", session, failure);
    }

    /** For what watches the link. */
    public Ticker ticker() {
        return ticker;
    }

    /**
     * Takes the connection.
     *
     * @param made what the transport brought
     * @throws Disconnect if the link was ended meanwhile; the connection is closed then
     */
    public void adopt(Connection made) throws Disconnect {
        synchronized (this) {
            if (!ended) {
                connection = made;
                return;
            }
        }
        made.close();
        throw new Disconnect("ended while connecting");
    }

    /**
     * Sends a message.
     *
     * @param message the bytes of a whole message
     * @throws IOException if the connection is broken
     */
    public void send(byte[] message) throws IOException {
        writing.lock();
        try {
            writes.begin();
            connection().output().write(message);
        } finally {
            writes.end();
            writing.unlock();
        }
    }

    /** The writes to the server, of which each lasts until the system has taken it. */
    Calls writes() {
        return writes;
    }

    /**
     * Closes the connection from any thread, as the server is not worth waiting for. Takes half a second at most.
     *
     * @param why for an operator
     */
    void giveUp(String why) {
        synchronized (this) {
            verdict = verdict == null ? why : verdict;
        }
        close();
    }

    /** Why the link was given up; null if it was not. */
    public synchronized String verdict() {
        return verdict;
    }

    /** Tells whether somebody has ended the link on purpose. */
    public synchronized boolean ended() {
        return ended;
    }

    /**
     * Ends the link from any thread: says goodbye to the server and closes. Takes about a second at most.
     *
     * @param why what the server is told
     */
    public void end(String why) {
        Connection open;
        synchronized (this) {
            open = ended ? null : connection;
            ended = true;
        }
        if (open != null) {
            sayGoodbye(why);
            open.close();
        }
    }

    @Override
    public void close() {
        Connection open = connection();
        if (open != null) {
            open.close();
        }
    }

    private synchronized Connection connection() {
        return connection;
    }

    private void sayGoodbye(String why) {
        Thread goodbye = new Thread(() -> sendError(why), "estreamer-session-" + session + "-goodbye");
        goodbye.setDaemon(true);
        goodbye.start();
        try {
            goodbye.join(GOODBYE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendError(String why) {
        try {
            send(codec.encode(new Message.Error(CLIENT_ERROR, why)));
        } catch (IOException | RuntimeException e) {
            LOG.debug("Session {}: the server is gone before the goodbye", session, e);
        }
    }
}
