package org.estreamer.simulator.traffic;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Who and what there is in the simulated network. Names and addresses are those set aside for documentation. */
final class Catalogue {
    static final int HTTP = 676;
    static final int HTTPS = 1122;
    static final int DNS = 617;
    static final int SSH = 846;
    static final int SMTP = 755;
    static final int TCP = 6;
    static final int UDP = 17;

    static final int WEB_MAIL = 55;

    static final int ALLOW = 2;
    static final int BLOCK = 4;

    static final UUID INSIDE = UUID.fromString("6d1c2e1a-5b0e-11ee-8c99-0242ac120001");
    static final UUID OUTSIDE = UUID.fromString("6d1c2e1a-5b0e-11ee-8c99-0242ac120002");
    static final UUID DMZ = UUID.fromString("6d1c2e1a-5b0e-11ee-8c99-0242ac120003");
    static final UUID INSIDE_PORT = UUID.fromString("7e2d3f2b-5b0e-11ee-8c99-0242ac120001");
    static final UUID OUTSIDE_PORT = UUID.fromString("7e2d3f2b-5b0e-11ee-8c99-0242ac120002");
    static final UUID DMZ_PORT = UUID.fromString("7e2d3f2b-5b0e-11ee-8c99-0242ac120003");
    static final UUID ACCESS_POLICY = UUID.fromString("8f3e403c-5b0e-11ee-8c99-0242ac120001");
    static final UUID INTRUSION_POLICY = UUID.fromString("8f3e403c-5b0e-11ee-8c99-0242ac120002");
    static final UUID ANALYSIS_POLICY = UUID.fromString("8f3e403c-5b0e-11ee-8c99-0242ac120003");
    static final UUID CLOUD = UUID.fromString("8f3e403c-5b0e-11ee-8c99-0242ac120004");
    static final UUID LINUX = UUID.fromString("9a4f514d-5b0e-11ee-8c99-0242ac120001");
    static final UUID WINDOWS = UUID.fromString("9a4f514d-5b0e-11ee-8c99-0242ac120002");

    static final int RULE_WEB = 268_435_456;
    static final int RULE_SERVERS = 268_435_457;
    static final int RULE_NAMES = 268_435_458;
    static final int RULE_RISK = 268_435_459;
    static final int RULE_SERVICES = 268_435_460;
    static final int CORRELATION_POLICY = 12;
    static final int CORRELATION_RULE = 31;
    static final int REALM = 2;
    static final int LDAP = 710;

    static final int GERMANY = 276;
    static final int JAPAN = 392;
    static final int BRAZIL = 76;
    static final int STATES = 840;

    static final List<Person> PEOPLE = List.of(
            new Person(101, "a.meyer", "Anna", "Meyer", "Engineering"),
            new Person(102, "b.okafor", "Ben", "Okafor", "Sales"),
            new Person(103, "c.rossi", "Chiara", "Rossi", "Finance"),
            new Person(104, "d.tanaka", "Daiki", "Tanaka", "Engineering"),
            new Person(105, "e.silva", "Elena", "Silva", "Support"),
            new Person(106, "f.weiß", "Felix", "Weiß", "Operations"),
            new Person(107, "g.dubois", "Gaëlle", "Dubois", "Legal"),
            new Person(108, "h.khan", "Hamza", "Khan", "Research"));

    static final List<Site> SITES = List.of(
            site("www.example.com", "203.0.113.10", 443, HTTPS).about(1, 14, 85, 4, STATES),
            site("cdn.example.net", "203.0.113.24", 443, HTTPS).about(1, 9, 41, 5, GERMANY),
            site("news.example.org", "198.51.100.31", 80, HTTP).about(2, 22, 63, 3, JAPAN),
            site("search.example.com", "203.0.113.40", 443, HTTPS).about(1, 31, 50, 5, STATES),
            site("mail.example.com", "2001:db8:10::25", 443, HTTPS).about(2, 44, WEB_MAIL, 4, GERMANY),
            site("docs.example.org", "2001:db8:10::80", 443, HTTPS).about(1, 52, 27, 5, BRAZIL),
            site("updates.example.net", "198.51.100.77", 80, HTTP).about(3, 61, 27, 4, STATES),
            site("video.example.com", "203.0.113.99", 443, HTTPS).about(2, 73, 14, 3, STATES),
            site("ns1.example.net", "198.51.100.53", 53, DNS).about(4, 0, 0, 0, GERMANY),
            site("ns2.example.net", "2001:db8:10::53", 53, DNS).about(4, 0, 0, 0, GERMANY),
            site("git.corp.example.com", "10.30.0.22", 22, SSH).about(5, 0, 0, 0, 0),
            site("mx.example.org", "198.51.100.125", 25, SMTP).about(6, 0, 0, 0, JAPAN));

    static final Site FILES =
            site("files.example.test", "203.0.113.66", 80, HTTP).about(2, 80, 49, 1, BRAZIL);
    static final List<Site> TARGETS = List.of(
            site("portal.example.com", "10.30.0.80", 80, HTTP).about(7, 14, 85, 4, 0),
            site("portal.example.com", "2001:db8:30::80", 80, HTTP).about(7, 14, 85, 4, 0));

    static final List<Threat> THREATS = List.of(
            new Threat(
                    41_818,
                    4,
                    "SERVER-APACHE Apache Struts remote code execution attempt",
                    4,
                    1,
                    "POST /struts/upload"),
            new Threat(
                    58_722,
                    6,
                    "SERVER-OTHER Apache Log4j logging remote code execution attempt",
                    5,
                    1,
                    "GET /login?u=x"),
            new Threat(
                    1_122, 17, "SERVER-WEBAPP /etc/passwd file access attempt", 3, 2, "GET /view?f=../../etc/passwd"),
            new Threat(19_439, 10, "SQL 1 = 1 - possible sql injection attempt", 12, 1, "GET /items?id=1%20or%201=1"),
            new Threat(
                    31_978, 5, "OS-OTHER Bash CGI environment variable injection attempt", 4, 1, "GET /cgi-bin/status"),
            new Threat(
                    13_990, 27, "SQL union select - possible sql injection attempt", 12, 2, "GET /q?id=2+union+select"),
            new Threat(1_668, 13, "SERVER-WEBAPP /cgi-bin/ access", 3, 3, "GET /cgi-bin/"),
            new Threat(
                    49_376, 2, "SERVER-WEBAPP Drupal remote code execution attempt", 4, 1, "POST /node/1?_format=hal"));

    static final List<Download> DOWNLOADS = List.of(
            new Download("invoice-2041.pdf", 285, 184_320, "", 1),
            new Download("setup.exe", 21, 2_457_600, "", 2),
            new Download("quarterly.docx", 286, 73_728, "", 1),
            new Download("sources.zip", 50, 9_437_184, "", 2),
            new Download("payload.exe", 21, 356_352, "W32.Generic:Gen.example", 3),
            new Download("macro.docm", 286, 98_304, "W32.Macro:Drop.example", 3));

    private Catalogue() {}

    /** Somebody with an account. */
    record Person(int id, String name, String firstName, String lastName, String department) {
        String email() {
            return name.replace("ß", "ss") + "@example.com";
        }
    }

    /**
     * A server that hosts talk to.
     *
     * @param application 63 metadata; also what it speaks
     * @param client      55 metadata
     * @param web         109 metadata, 0 for none
     * @param category    121 metadata, 0 for none
     * @param reputation  122 metadata, from 1 untrusted to 5 trusted; 0 for none
     * @param country     520 metadata, 0 for a private address
     */
    record Site(
            String name,
            String address,
            int port,
            int application,
            int client,
            int web,
            int category,
            int reputation,
            int country) {

        Site about(int newClient, int newWeb, int newCategory, int newReputation, int newCountry) {
            return new Site(
                    name, address, port, application, newClient, newWeb, newCategory, newReputation, newCountry);
        }

        int protocol() {
            return application == DNS ? UDP : TCP;
        }

        boolean isWeb() {
            return application == HTTP || application == HTTPS;
        }

        String url(String path) {
            return (application == HTTPS ? "https://" : "http://") + name + path;
        }
    }

    /**
     * An intrusion rule and what triggers it.
     *
     * @param id             the signature id
     * @param classification 67 metadata
     * @param priority       4 metadata
     * @param request        the request line that it finds
     */
    record Threat(int id, int revision, String message, int classification, int priority, String request) {}

    /**
     * A file that somebody fetches.
     *
     * @param type        510 metadata
     * @param detection   what it is detected as; empty for none
     * @param disposition 1 clean, 2 unknown, 3 malware
     */
    record Download(String name, int type, int size, String detection, int disposition) {
        /** A digest as made up as the file. */
        byte[] sha256() {
            byte[] digest = new byte[32];
            new SplittableRandom(size).nextBytes(digest);
            return digest;
        }
    }

    private static Site site(String name, String address, int port, int application) {
        return new Site(name, address, port, application, 0, 0, 0, 0, 0);
    }
}
