package org.estreamer.session.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.StreamFault;
import org.estreamer.settings.PlainText;

/** The end of a connection that this side has decided on. The message says why, to an operator. */
public final class Disconnect extends IOException {
    private static final long serialVersionUID = 1L;

    private static final String DEFECT =
            "; servers 6.1.0.3 to 6.2 with Cisco defect CSCve44987 do that, and an update of the server helps";

    private static final String SILENT_REFUSAL = "; a server that closes before its first message may not accept the"
            + " identity: check that it is still valid there and was issued for the address this client comes from";

    public Disconnect(String message) {
        super(message);
    }

    /** The server has given up, and said so. */
    public static Disconnect serverError(Message.Error error) {
        return new Disconnect("the server sent error " + error.code() + ": " + PlainText.line(error.text()));
    }

    /**
     * Says why a connection ended.
     *
     * @param cause       what was thrown
     * @param readTimeout how long the server may stay silent
     * @param heard       whether the server had sent anything
     * @return a sentence for an operator
     */
    public static String reason(IOException cause, Duration readTimeout, boolean heard) {
        if (cause instanceof Disconnect) {
            return cause.getMessage();
        }
        if (cause instanceof SocketTimeoutException) {
            return "nothing received for " + readTimeout.toSeconds()
                    + " s (readTimeoutSeconds), though servers keep a connection alive";
        }
        if (cause instanceof StreamFault fault) {
            return fault.kind() == StreamFault.Kind.OUT_OF_STEP ? fault.getMessage() + DEFECT : fault.getMessage();
        }
        String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "connection lost: " + PlainText.line(what) + (heard ? "" : SILENT_REFUSAL);
    }
}
