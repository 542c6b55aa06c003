package org.estreamer.codec.message;

import java.util.ArrayList;
import java.util.List;
import org.estreamer.codec.bytes.ByteWriter;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.pipeline.message.Message.EventVersion;
import org.estreamer.pipeline.message.Message.Service;

/**
 * The list of service entries in streaming information and streaming requests.
 *
 * <pre>
 *    0         4        8       12          16
 *   | service | length | flags | timestamp | version, code | version, code | ... | 0, 0 |
 * </pre>
 *
 * Cisco's guide counts the first 8 bytes in the length in its text and leaves them out in its examples. We write the
 * inclusive value, as working clients do, and read either: the one with which the list comes out even.
 */
final class ServiceList {
    private static final int HEADER = 8;
    private static final int FIXED = 16;
    private static final int EVENT = 4;

    private ServiceList() {}

    static List<Service> read(byte[] content) {
        List<Service> inclusive = read(content, 0);
        List<Service> exclusive = read(content, HEADER);
        return comesOutEven(content, 0) || !(comesOutEven(content, HEADER) || offersEvents(exclusive))
                ? inclusive
                : exclusive;
    }

    static void write(List<Service> services, ByteWriter out) {
        for (Service service : services) {
            out.uint32(service.id());
            out.uint32(FIXED + (long) EVENT * service.events().size());
            out.uint32(service.flags());
            out.uint32(service.timestamp());
            for (EventVersion event : service.events()) {
                out.uint16(event.version());
                out.uint16(event.code());
            }
        }
    }

    private static boolean offersEvents(List<Service> services) {
        return services.stream().anyMatch(service -> service.id() == Service.ESTREAMER);
    }

    private static boolean comesOutEven(byte[] content, int uncounted) {
        long at = 0;
        while (content.length - at >= HEADER) {
            long length = Bytes.uint32(content, (int) at + 4) + uncounted;
            if (length < HEADER) {
                return false;
            }
            at += length;
        }
        return at == content.length;
    }

    /** Reads as far as the entries make sense. */
    private static List<Service> read(byte[] content, int uncounted) {
        List<Service> services = new ArrayList<>();
        int at = 0;
        while (content.length - at >= HEADER) {
            long length = Bytes.uint32(content, at + 4) + uncounted;
            if (length < HEADER) {
                break;
            }
            int end = (int) Math.min(content.length, at + length);
            services.add(service(content, at, end));
            at = end;
        }
        return services;
    }

    private static Service service(byte[] content, int at, int end) {
        boolean whole = end - at >= FIXED;
        List<EventVersion> events = new ArrayList<>();
        for (int event = at + FIXED; event + EVENT <= end; event += EVENT) {
            events.add(new EventVersion(Bytes.uint16(content, event), Bytes.uint16(content, event + 2)));
        }
        return new Service(
                Bytes.uint32(content, at),
                whole ? Bytes.uint32(content, at + 8) : 0,
                whole ? Bytes.uint32(content, at + 12) : 0,
                events);
    }
}
