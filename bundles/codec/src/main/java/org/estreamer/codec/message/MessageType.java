package org.estreamer.codec.message;

/** The message types of the protocol. */
final class MessageType {
    static final int NULL = 0;
    static final int ERROR = 1;
    static final int EVENT_STREAM_REQUEST = 2;
    static final int EVENT_DATA = 4;
    static final int HOST_REQUEST = 5;
    static final int SINGLE_HOST_DATA = 6;
    static final int MULTIPLE_HOST_DATA = 7;
    static final int STREAMING_REQUEST = 2049;
    static final int STREAMING_INFORMATION = 2051;
    static final int MESSAGE_BUNDLE = 4002;

    private MessageType() {}
}
