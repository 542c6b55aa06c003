package org.estreamer.plugin.jdbc.dialects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, and the settings of its driver that may stand behind that:
 *
 * <pre>
 *   jdbc:h2:file:/path;NAME=VALUE;NAME=VALUE
 *   jdbc:postgresql://host/name?NAME=VALUE&amp;NAME=VALUE
 *   jdbc:sqlserver://host;NAME=VALUE;NAME={VALUE}
 * </pre>
 *
 * <p>Drivers have settings that run code: statements ({@code INIT} of H2), or a class by its name ({@code socketFactory} of
 * PostgreSQL, {@code trustManagerClass} of SQL Server). New ones come with new releases. So only those are taken that are known to
 * be harmless, with values that cannot be statements. Whoever can write the url decides where records go, and no more.
 */
public final class ConnectionUrl {
    /** H2 runs {@code SET NAME VALUE} for a setting, with the value as it is: it must be no statement, and not end one. */
    private static final Pattern H2_VALUE = Pattern.compile("[\\w.+:/, -]*");

    private static final Pattern H2_FILE =
            Pattern.compile("(?s)jdbc:h2:(?!(?:mem|tcp|ssl|zip|split|async|nio\\w*):)(?:file:)?([^;]+).*");

    private static final Set<String> H2 = Set.of(
            "access_mode_data",
            "auto_compact_fill_rate",
            "auto_reconnect",
            "cache_size",
            "case_insensitive_identifiers",
            "cipher",
            "compress",
            "database_to_lower",
            "database_to_upper",
            "db_close_delay",
            "db_close_on_exit",
            "defrag_always",
            "file_lock",
            "forbid_creation",
            "ifexists",
            "lock_mode",
            "lock_timeout",
            "max_compact_time",
            "max_memory_rows",
            "max_operation_memory",
            "mode",
            "network_timeout",
            "page_size",
            "query_timeout",
            "retention_time",
            "schema",
            "throttle",
            "trace_level_file",
            "trace_level_system_out",
            "trace_max_file_size",
            "write_delay",
            "user",
            "password");

    private static final Set<String> POSTGRESQL = Set.of(
            "adaptivefetch",
            "applicationname",
            "assumeminserverversion",
            "autosave",
            "binarytransfer",
            "cancelsignaltimeout",
            "channelbinding",
            "cleanupsavepoints",
            "connecttimeout",
            "currentschema",
            "defaultrowfetchsize",
            "gssencmode",
            "gssresponsetimeout",
            "hostrecheckseconds",
            "kerberosservername",
            "loadbalancehosts",
            "logintimeout",
            "logunclosedconnections",
            "maxresultbuffer",
            "options",
            "password",
            "pemkeyalgorithm",
            "preferquerymode",
            "preparethreshold",
            "preparedstatementcachequeries",
            "preparedstatementcachesizemib",
            "protocolversion",
            "readonly",
            "readonlymode",
            "receivebuffersize",
            "requireauth",
            "rewritebatchedinserts",
            "sendbuffersize",
            "sockettimeout",
            "ssl",
            "sslcert",
            "sslkey",
            "sslmode",
            "sslnegotiation",
            "sslpassword",
            "sslresponsetimeout",
            "sslrootcert",
            "stringtype",
            "targetservertype",
            "tcpkeepalive",
            "tcpnodelay",
            "user");

    private static final Set<String> SQL_SERVER = Set.of(
            "applicationintent",
            "applicationname",
            "authentication",
            "authenticationscheme",
            "cancelquerytimeout",
            "connectretrycount",
            "connectretryinterval",
            "database",
            "databasename",
            "disablestatementpooling",
            "domain",
            "encrypt",
            "failoverpartner",
            "fips",
            "hostnameincertificate",
            "instancename",
            "integratedsecurity",
            "ipaddresspreference",
            "locktimeout",
            "logintimeout",
            "multisubnetfailover",
            "packetsize",
            "password",
            "port",
            "portnumber",
            "preparemethod",
            "querytimeout",
            "realm",
            "responsebuffering",
            "selectmethod",
            "sendstringparametersasunicode",
            "servercertificate",
            "servername",
            "server",
            "serverspn",
            "sockettimeout",
            "sslprotocol",
            "statementpoolingcachesize",
            "trustservercertificate",
            "truststore",
            "truststorepassword",
            "truststoretype",
            "usebulkcopyforbatchinsert",
            "user",
            "username",
            "workstationid",
            "xopenstates");

    private static final Pattern SECRET = Pattern.compile("(?i)passw|pwd|secret|token");
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*:.*@");

    private final Dialect dialect;
    private final String text;
    private final List<Setting> settings = new ArrayList<>();

    /** A setting as it is written; the name in lower case. */
    private record Setting(String name, String value) {}

    /**
     * Reads a url.
     *
     * @param pid  the configuration's name, for messages
     * @param text the url
     * @throws IllegalArgumentException for a database that is not known, or a setting that is not taken
     */
    public ConnectionUrl(Object pid, String text) {
        this.text = text;
        dialect = Dialect.of(pid, text);
        boolean postgresql = dialect == Dialect.POSTGRESQL;
        int start = text.indexOf(postgresql ? '?' : ';');
        if (start >= 0) {
            for (String setting : text.substring(start + 1).split(postgresql ? "&" : ";", -1)) {
                add(pid, setting);
            }
        }
    }

    private void add(Object pid, String setting) {
        if (setting.isBlank()) {
            return;
        }
        int equals = setting.indexOf('=');
        String written = (equals < 0 ? setting : setting.substring(0, equals)).strip();
        String value = equals < 0 ? "" : setting.substring(equals + 1);
        // by way of capitals, as H2 does it: there are other letters than i whose capital is I
        String name = written.toUpperCase(Locale.ENGLISH).toLowerCase(Locale.ENGLISH);
        if (!isTaken(name, value)) {
            throw new IllegalArgumentException(
                    pid + ": url has a setting '" + shown(written) + "' that is not taken, or"
                            + " whose value is not: settings of a driver may run code, so only some are. Remove it; a user or a"
                            + " password with unusual characters goes into the settings user and password");
        }
        settings.add(new Setting(name, value));
    }

    /** A name that is none may be the end of a password. */
    private static String shown(String name) {
        return name.matches("\\w{1,40}") ? name : "...";
    }

    private boolean isTaken(String name, String value) {
        return switch (dialect) {
            case H2 ->
                H2.contains(name)
                        && (isAccount(name)
                                ? value.indexOf('\\') < 0
                                : H2_VALUE.matcher(value).matches());
            case POSTGRESQL -> POSTGRESQL.contains(name);
            case SQL_SERVER -> SQL_SERVER.contains(name);
        };
    }

    private static boolean isAccount(String name) {
        return name.equals("user") || name.equals("password");
    }

    /** Which database it is. */
    public Dialect dialect() {
        return dialect;
    }

    /** The file without its ending, where the database is one, so that one process at a time has it. */
    public Optional<Path> file() {
        Matcher place = H2_FILE.matcher(text);
        return place.matches()
                ? Optional.of(Path.of(place.group(1).replaceFirst("^~", System.getProperty("user.home"))))
                : Optional.empty();
    }

    /** The url with everything in it. */
    String full() {
        return text;
    }

    /** Whether it says something about a setting of the driver. */
    boolean sets(String name) {
        return settings.stream().anyMatch(setting -> setting.name().equals(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether there is a password in it. */
    public boolean hasPassword() {
        Predicate<Setting> secret = setting ->
                SECRET.matcher(setting.name()).find() && !setting.value().isBlank();
        return settings.stream().anyMatch(secret) || USER_INFO.matcher(text).find();
    }

    /** The url as far as it can be shown: behind the first separator and before the host there may be a password. */
    @Override
    public String toString() {
        return text.replaceFirst("(?s)[?;].*", "").replaceFirst("(?s)//.*@", "//");
    }
}
