package org.estreamer.simulator.traffic;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.estreamer.simulator.traffic.Catalogue.Download;
import org.estreamer.simulator.traffic.Catalogue.Person;
import org.estreamer.simulator.traffic.Catalogue.Site;
import org.estreamer.simulator.traffic.Catalogue.Threat;

/**
 * A variant of a story: who is in it. All records of the story take their fixed values from here.
 *
 * @param story   what happens
 * @param variant which of the story's variants this is
 * @param client  who starts it
 * @param site    the server
 * @param threat  the rule that an attack triggers
 * @param file    what is fetched
 */
public record Scene(Story story, int variant, Host client, Site site, Threat threat, Download file) {
    private static final int[] ATTACKER_COUNTRIES = {
        Catalogue.JAPAN, Catalogue.BRAZIL, Catalogue.STATES, Catalogue.GERMANY
    };

    /** The scene of a variant; the same one every time. */
    public static Scene of(Story story, int variant) {
        boolean attack = story == Story.ATTACK;
        List<Download> files = Catalogue.DOWNLOADS;
        Site site = switch (story) {
            case ATTACK -> pick(Catalogue.TARGETS, variant / 8);
            case DOWNLOAD, INFECTION -> Catalogue.FILES;
            default -> pick(Catalogue.SITES, variant);
        };
        Download file = story == Story.INFECTION ? files.get(files.size() - 1 - variant % 2) : files.get(variant % 4);
        return new Scene(story, variant, new Host(variant, attack), site, pick(Catalogue.THREATS, variant), file);
    }

    /**
     * A machine that connects to others.
     *
     * @param number   0 to 127
     * @param attacker whether it attacks from outside
     */
    public record Host(int number, boolean attacker) {
        InetAddress v4() {
            return address(attacker ? "198.51.100." + (130 + number) : "10.20.0." + (20 + number));
        }

        InetAddress v6() {
            return address((attacker ? "2001:db8:66::" : "2001:db8:20::") + Integer.toHexString(16 + number));
        }

        byte[] mac() {
            return new byte[] {0, 0x50, 0x56, (byte) (attacker ? 0x66 : 0x20), 0, (byte) number};
        }

        String netbios() {
            return "WS-" + (1000 + number);
        }

        int country() {
            return attacker ? ATTACKER_COUNTRIES[number % ATTACKER_COUNTRIES.length] : 0;
        }

        Person person() {
            return pick(Catalogue.PEOPLE, number);
        }

        int userId() {
            return attacker ? 0 : person().id();
        }
    }

    public boolean isV6() {
        return site.address().indexOf(':') >= 0;
    }

    public InetAddress clientAddress() {
        return isV6() ? client.v6() : client.v4();
    }

    public InetAddress serverAddress() {
        return address(site.address());
    }

    /** The device that saw it: 3 or 4. */
    public int device() {
        return 3 + (variant & 1);
    }

    public boolean isBlocked() {
        return story == Story.ATTACK ? threat.priority() == 1 : story == Story.INFECTION;
    }

    public String url() {
        if (!site.isWeb()) {
            return "";
        }
        return switch (story) {
            case ATTACK -> site.url(requestPath());
            case DOWNLOAD, INFECTION -> site.url("/pub/" + file.name());
            default -> site.url("/" + (variant < 64 ? "" : "page/" + variant));
        };
    }

    /** The path that the threat's request asks for. */
    public String requestPath() {
        return threat.request().substring(threat.request().indexOf(' ') + 1);
    }

    public static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + text, e);
        }
    }

    private static <T> T pick(List<T> from, int number) {
        return from.get(number % from.size());
    }
}
