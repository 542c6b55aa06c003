package org.estreamer.shell.decode;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.message.Message;
import org.estreamer.record.Fault;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** Says what was odd in a stream: each kind of oddity once, and how often broken records came, at the end. */
final class DecodeProblems {
    private final PrintStream err;
    private final Set<Long> unknownRecords = new HashSet<>();
    private final Set<Integer> unknownMessages = new HashSet<>();
    private boolean clientSeen;
    private long records;
    private long broken;
    private long profiles;

    DecodeProblems(PrintStream err) {
        this.err = err;
    }

    /** Looks at a record that has been printed. */
    void record(Record record) {
        records++;
        Fault fault = record.fault();
        if (fault != null && broken++ == 0) {
            say("record " + records + ", type " + record.type() + ", is broken: " + fault);
        }
        if (!record.known() && unknownRecords.add(key(record))) {
            say("no layout describes " + describe(record) + ", first seen as record " + records
                    + ": printed with its raw bytes");
        }
    }

    /** Looks at a message that carries no records. */
    void message(Message message) {
        if (message instanceof Message.Error error) {
            say("the server reported error " + error.code() + ": " + error.text());
        } else if (message instanceof Message.HostData) {
            profiles++;
        } else if (message instanceof Message.Unknown unknown) {
            unknownMessage(unknown.type());
        } else if (fromClient(message) && !clientSeen) {
            clientSeen = true;
            say("there are requests of a client in it: the server's side of a connection is what can be decoded");
        }
    }

    /** Tells of a message of a type that is not known, on its own or in a bundle. */
    void unknownMessage(int type) {
        if (unknownMessages.add(type)) {
            say("messages of type " + type + " are not known and were left out");
        }
    }

    /** Tells of records that a log has lost. */
    void gap(String server, LogGap gap) {
        say("the log of server " + server + " lacks " + Figures.count(gap.count(), "record") + ", " + gap.first()
                + " to "
                + (gap.next() - 1)
                + (gap.reason() == LogGap.Reason.DAMAGE ? ": they are damaged" : ": it has let go of them"));
    }

    /** Says what can only be said at the end. */
    void summary() {
        if (broken > 0) {
            say(broken + " of " + Figures.count(records, "record") + (broken == 1 ? " is" : " are") + " broken");
        }
        if (profiles > 0) {
            say(Figures.count(profiles, "host profile") + " left out: they are no records");
        }
    }

    /** Says one thing. */
    void say(String what) {
        err.println("estreamer: " + TextTable.harmless(what));
    }

    private static boolean fromClient(Message message) {
        return message instanceof Message.EventStreamRequest
                || message instanceof Message.StreamingRequest
                || message instanceof Message.HostRequest;
    }

    private static long key(Record record) {
        return (long) record.type() << Integer.SIZE | Integer.toUnsignedLong(record.blockType());
    }

    private static String describe(Record record) {
        return record.blockType() < 0 || record.group() == RecordGroup.UNKNOWN
                ? "record type " + record.type()
                : "block type " + record.blockType() + " of record type " + record.type();
    }
}
