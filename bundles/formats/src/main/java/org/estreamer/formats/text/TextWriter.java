package org.estreamer.formats.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.IsoTime;
import org.estreamer.formats.bytes.Utf8Escaper;
import org.estreamer.record.Fault;
import org.estreamer.record.Names;
import org.estreamer.record.Record;

/**
 * Writes a record as one line for people: time, server, group, name, who talked to whom, then what else tells something
 * as {@code key=value}. Text stands in quotes with its control characters escaped.
 */
public final class TextWriter implements RecordWriter {
    private static final List<String> SOURCES = List.of(
            "initiatorIpAddress", "sourceIpAddress", "sourceIpv6Address", "hostIpAddress", "hostIp", "ipv4Address");
    private static final List<String> SOURCE_PORTS = List.of("initiatorPort", "sourcePort", "sourcePortOrIcmpType");
    private static final List<String> DESTINATIONS =
            List.of("responderIpAddress", "destinationIpAddress", "destinationIpv6Address");
    private static final List<String> DESTINATION_PORTS =
            List.of("responderPort", "destinationPort", "destinationPortOrIcmpCode");
    private static final List<String> TIMES =
            List.of("eventSecond", "correlationEventSecond", "fileEventTimestamp", "malwareEventTimestamp");
    /** In the order in which they are printed. */
    private static final List<String> TELLING = List.of(
            "protocol",
            "ipProtocolId",
            "eventType",
            "eventSubtype",
            "port",
            "eventId",
            "generatorId",
            "ruleId",
            "ruleAction",
            "action",
            "blocked",
            "impact",
            "disposition",
            "threatScore",
            "detectionName",
            "signature",
            "fileName",
            "fileSize",
            "shaHash",
            "fileShaHash",
            "clientUrl",
            "url",
            "uri",
            "httpURI",
            "dnsQuery",
            "user",
            "username",
            "userName",
            "email",
            "eventDescription",
            "description",
            "message",
            "linkType",
            "id",
            "uuid",
            "name",
            "value");

    private final boolean withNames;
    private final TellingNames names = new TellingNames();
    private final TellingFields fields = new TellingFields(
            Stream.of(SOURCES, SOURCE_PORTS, DESTINATIONS, DESTINATION_PORTS, TIMES, TELLING)
                    .flatMap(List::stream)
                    .toList(),
            names);
    private final int[] sources = slots(SOURCES);
    private final int[] sourcePorts = slots(SOURCE_PORTS);
    private final int[] destinations = slots(DESTINATIONS);
    private final int[] destinationPorts = slots(DESTINATION_PORTS);
    private final int[] times = slots(TIMES);
    private final int[] telling = slots(TELLING);
    private final ByteBuilder line = new ByteBuilder();
    private final IsoTime time = new IsoTime();

    /**
     * Makes a writer.
     *
     * @param withNames whether the names of ids stand behind the fields
     */
    public TextWriter(boolean withNames) {
        this.withNames = withNames;
    }

    @Override
    public void write(Record record, OutputStream out) throws IOException {
        fields.clear();
        names.begin(withNames ? record.names() : Names.NONE);
        Fault fault = record.visit(fields);
        line.clear();
        time(record);
        line.put(' ');
        quoted(record.server());
        line.put(' ').ascii(record.group().id()).put(' ');
        quoted(record.name());
        endpoints();
        for (int slot : telling) {
            if (fields.has(slot)) {
                line.put(' ');
                fields.putKey(line, slot);
                line.put('=');
                fields.putValue(line, slot);
            }
        }
        names.put(line);
        if (fault != null || !record.known()) {
            line.ascii(" bytes=").unsigned(record.messageLength());
        }
        if (fault != null) {
            line.ascii(" fault=");
            quoted(fault.toString());
        }
        line.put('\n');
        line.writeTo(out);
    }

    /** The time at which the server stored the record, else its event's. */
    private void time(Record record) {
        int slot = first(times);
        long seconds = record.archiveTimestamp();
        if (seconds == 0 && slot >= 0) {
            seconds = fields.number(slot);
        }
        if (seconds == 0) {
            line.put('-');
            return;
        }
        time.put(line, seconds, 0);
    }

    private void endpoints() {
        int destination = first(destinations);
        endpoint(first(sources), first(sourcePorts));
        if (destination >= 0) {
            line.ascii(" ->");
            endpoint(destination, first(destinationPorts));
        }
    }

    private void endpoint(int address, int port) {
        if (address >= 0) {
            line.put(' ');
            fields.putAddress(line, address, port >= 0);
            if (port >= 0) {
                line.put(':').unsigned(fields.number(port));
            }
        }
    }

    private int first(int[] alternatives) {
        for (int slot : alternatives) {
            if (fields.has(slot)) {
                return slot;
            }
        }
        return -1;
    }

    private int[] slots(List<String> names) {
        return names.stream().mapToInt(fields::slot).toArray();
    }

    private void quoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Utf8Escaper.quoted(line, utf8, 0, utf8.length);
    }
}
