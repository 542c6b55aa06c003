package org.estreamer.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What may be wrong when a server is met for the first time, so that nobody takes its records. */
enum FirstStartFault {
    /** Nobody has put one into the folder yet. */
    NO_PLUGIN("Records of server fmc arrive, but no plugin reads them", "no plugin reads it") {
        @Override
        Mending bring(Installation installation) {
            return () -> installation.drop("org.estreamer.plugin.file").configure("plugin.file-all", PATH);
        }
    },
    /** The name of its configuration is misspelt. */
    MISSPELT("Records of server fmc arrive, but no plugin reads them", "no plugin reads it") {
        @Override
        Mending bring(Installation installation) throws IOException {
            installation.drop("org.estreamer.plugin.file").configure("plugin.fiel-all", PATH);
            return () -> Files.move(
                    installation.etc().resolve("org.estreamer.plugin.fiel-all.cfg"),
                    installation.etc().resolve("org.estreamer.plugin.file-all.cfg"));
        }
    },
    /** Another process has its database. */
    LOCKED_DATABASE("jdbc~all.*(locked|in use)", "jdbc~all +0 records") {
        @Override
        Mending bring(Installation installation) throws IOException, SQLException {
            Path folder = Files.createDirectories(installation.data().resolve("jdbc"));
            Connection other = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("events"));
            installation.drop("org.estreamer.plugin.jdbc").configure("plugin.jdbc-all");
            return other::close;
        }

        @Override
        boolean isRows() {
            return true;
        }
    },
    /** Where its folder ought to be is a file. */
    NO_FOLDER("file~all.*/out: is there already", "file~all +0 records") {
        @Override
        Mending bring(Installation installation) throws IOException {
            Path file = Files.createDirectories(installation.data()).resolve("out");
            Files.writeString(file, "in the way");
            installation.drop("org.estreamer.plugin.file").configure("plugin.file-all", PATH);
            return () -> Files.delete(file);
        }
    };

    /** What ends it. */
    interface Mending {
        void mend() throws IOException, SQLException;
    }

    static final String FILE = "out/events.jsonl";
    private static final String PATH = "path=" + FILE;

    private final String logged;
    private final String status;

    FirstStartFault(String logged, String status) {
        this.logged = logged;
        this.status = status;
    }

    /** What the log file says meanwhile. */
    String logged() {
        return logged;
    }

    /** What the shell says meanwhile. */
    String status() {
        return status;
    }

    /** Brings it about before the first start, and returns what ends it. */
    abstract Mending bring(Installation installation) throws IOException, SQLException;

    /** Whether records go into a database in the end, and not into a file. */
    boolean isRows() {
        return false;
    }
}
