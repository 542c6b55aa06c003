package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One process with everything misconfigured that can be, beside a session that works: a line for each, and no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsIT {
    private Installation installation;
    private Launched run;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .drop("org.estreamer.plugin.pcap")
                .drop("org.estreamer.plugin.print")
                .drop("org.estreamer.plugin.jdbc")
                .configure("simulator-good", "port=0", "session=good", "rate=100")
                .configure("simulator-range", "port=70000")
                .configure("simulator-misspelt", "port=0", "rat=5")
                .configure("dispatcher", "stuckSeconds=0")
                .configure("session-range", "host=h", "identity=x", "port=99999")
                .configure("session-contradiction", "host=h", "identity=x", "flags=packets", "requestFile=client.conf")
                .configure("session-misspelt", "host=h", "identity=x", "verifyHostname=true")
                .configure("session-twice", "host=h", "identity=x", "host=g")
                .configure("plugin.file-misspelt", "path=a.json", "recods=intrusion")
                .configure("plugin.file-missing", "format=json")
                .configure("plugin.file-records", "path=b.json", "records=intrusoin")
                .configure("plugin.file-twice", "path=c.json", "path=d.json")
                .configure("plugin.file-format", "path=e.json", "format=jsn")
                .configure("plugin.pcap-range", "rotateSeconds=0")
                .configure("plugin.pcap-number", "rotateMegabytes=many")
                .configure("plugin.pcap-misspelt", "rotateSecond=5")
                .configure("plugin.jdbc-range", "batchRecords=0")
                .configure("plugin.jdbc-misspelt", "pasword=x")
                .configure("plugin.jdbc-twice", "user=a", "user=b")
                .configure("plugin.jdbc-secret", "password=$[secret:typo]")
                .configure("plugin.jdbc-open", "table=open", "password=hunter2")
                .configure("plugin.file-escape", "path=a.json", "group=DOM\\users")
                .configure("plugin.file-unset", "path=$[env:ESTREAMER_UNSET]/a.json")
                .configure("sesion-hq", "host=h", "identity=x")
                .configure("plugin.flie-all", "path=f.json")
                .configure("dispatchr", "stuckSeconds=5")
                .configure("plugin.print", "path=" + Files.writeString(home.resolve("taken"), "") + "/print");
        write("session-latin", StandardCharsets.ISO_8859_1, "host=h\nidentity=m\u00fcller.p12\n");
        write("session-wide", StandardCharsets.UTF_16, "host=h\nidentity=x\n");
        write("plugin.file-cut", StandardCharsets.UTF_8, "path=g.json\nnames=none\\");
        write("session-mark", StandardCharsets.UTF_8, "\uFEFFhost=h\nidentity=x\n");
        Files.setPosixFilePermissions(
                home.resolve("etc/org.estreamer.plugin.jdbc-open.cfg"), PosixFilePermissions.fromString("rw-r--r--"));
        run = installation.launch("run");
        run.awaitLine("Session good: streaming");
    }

    private void write(String name, Charset charset, String text) throws IOException {
        Files.write(installation.etc().resolve("org.estreamer." + name + ".cfg"), text.getBytes(charset));
    }

    @AfterAll
    void stop() {
        run.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    simulator-range\\.cfg     | port=70000 is not a number from 0 to 65535
                    simulator-misspelt\\.cfg  | unknown setting rat; did you mean rate\\?
                    dispatcher\\.cfg          | stuckSeconds: 0 is out of range; valid: 1 to
                    session-range\\.cfg       | port: 99999 is out of range; valid: 1 to 65535
                    session-contradiction     | requestFile: contradicts flags
                    session-misspelt\\.cfg    | verifyHostname: unknown setting; did you mean verifyHostName\\?
                    session-twice\\.cfg       | host: is there twice, in line 1 and in line 3
                    session-latin\\.cfg       | not in UTF-8 \\(line 2\\)
                    session-wide\\.cfg        | in UTF-16; save it as UTF-8
                    session-mark\\.cfg        | byte order mark
                    file-misspelt\\.cfg       | recods: unknown setting; did you mean records\\?
                    file~missing              | path is missing
                    file~records              | 'records' names 'intrusoin'
                    file-twice\\.cfg          | path: is there twice
                    file~format               | there is no format named jsn
                    pcap~range                | rotateSeconds: 0 is out of range; valid: 1 to
                    pcap~number               | rotateMegabytes: "many" is not a number; valid: 1 to
                    pcap-misspelt\\.cfg       | rotateSecond: unknown setting; did you mean rotateSeconds\\?
                    jdbc~range                | batchRecords: 0 is out of range; valid: 1 to 100000
                    jdbc-misspelt\\.cfg       | pasword: unknown setting; did you mean password\\?
                    jdbc-twice\\.cfg          | user: is there twice, in line 1 and in line 2
                    jdbc-secret\\.cfg         | password: \\$\\[secret:typo\\] was not resolved; there is no file .*/secrets/typo
                    file-escape\\.cfg        | it is not read: in line 2 stands .u,
                    file-cut\\.cfg           | the last line ends in a backslash
                    file-unset\\.cfg         | path: \\$\\[env:ESTREAMER_UNSET\\] was not resolved
                    jdbc-open\\.cfg           | password: every user of this machine may read it in .*; run chmod 600
                    estreamer.sesion-hq\\.cfg  | configured by org.estreamer.sesion; did you mean org.estreamer.session\\?
                    plugin.flie-all\\.cfg     | did you mean org.estreamer.plugin.file\\?
                    estreamer.dispatchr\\.cfg | did you mean org.estreamer.dispatcher\\?
                    org.estreamer.plugin.print | path: .*taken/print cannot be written to
                    """)
    void shouldNameFileAndSettingInOneLine(String source, String problem) throws Exception {
        String line = source.strip() + ".*" + problem.strip();
        run.awaitLine("(ERROR|WARN) .*" + line);
        List<String> told = run.everything()
                .lines()
                .filter(one -> one.matches(".*" + line + ".*"))
                .toList();
        assertTrue(told.size() <= 2, told::toString);
    }

    @Test
    void shouldShowNoStackTraceAndGoOnWithWhatIsRight() throws Exception {
        run.awaitLine("rotateMegabytes: .many. is not a number");
        assertFalse(run.hasLine("^\\s+at [a-z]+\\."), run::everything);
        assertFalse(run.hasLine("InvocationTarget"), run::everything);
        assertTrue(run.process().isAlive());
        assertEquals(0, run.output().size(), run::everything);
    }
}
