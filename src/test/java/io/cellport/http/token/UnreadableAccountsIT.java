package io.cellport.http.token;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.joran.spi.JoranException;
import com.sun.management.OperatingSystemMXBean;
import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.logging.LogCapture;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody logs in to an account whose stored form is broken, and nobody learns from the answer that there is one. */
class UnreadableAccountsIT {

    private static final String SCRYPT = "$e0801$YWFhYWFhYWE=$TOwyPzsgBbvNakQipgNwx2pnfNvnSDGjhyCXluFyrv4=";

    private static final List<String> WITHOUT_USABLE_PASSWORD = List.of(
            "{}",
            "null",
            "[1]",
            "{'HashAlgorithm':'scrypt'}",
            "{'HashAlgorithm':'scrypt','HashedCredential':null}",
            "{'HashAlgorithm':'scrypt','HashedCredential':''}",
            "{'HashAlgorithm':'scrypt','HashedCredential':{'a':[]}}",
            "{'HashAlgorithm':'scrypt','HashedCredential':'$e0801$x'}",
            "{'HashAlgorithm':'scrypt','HashedCredential':'$100101$YWFhYWFhYWE=$TOwyPzsgBbvNakQipgNwx2pnfNvnSDGjhyCXluFyrv4='}",
            "{'HashAlgorithm':'scrypt','HashedCredential':'$1f0801$YWFhYWFhYWE=$TOwyPzsgBbvNakQipgNwx2pnfNvnSDGjhyCXluFyrv4='}",
            "{'HashAlgorithm':'scrypt','HashedCredential':'" + SCRYPT + "','HashAttributes':'{\\\"keyLength\\\":64}'}",
            "{'HashAlgorithm':'argon2','HashedCredential':'" + SCRYPT + "'}",
            "{'HashAlgorithm':7,'HashedCredential':'" + SCRYPT + "'}",
            "{'HashAlgorithm':'sha-256','HashedCredential':'\\ud800'}",
            "{'HashedCredential':'" + "0".repeat(63) + "'}",
            "{'HashedCredential':0}");

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final List<String> NOT_FOR_LOGIN = List.of(
            "'Type':'oidc:google'",
            "'Type':''",
            "'Type':7",
            "'Type':{'basic':true}",
            "'Type':['basic']",
            "'Status':'deactivated'",
            "'Status':0",
            "'Status':false",
            "'Status':'ACTIVE '",
            "'IPAddressRange':'nonsense'",
            "'IPAddressRange':'1.2.3.4/99,::/-1,/,'");

    @Test
    void theAnswerIsThatToAWrongPassword(@TempDir Path directory) throws IOException, JoranException {
        try (TestUnit unit = new TestUnit(directory.resolve("data"));
                LogCapture log = new LogCapture()) {
            Accounts cell = Accounts.importedInto(unit, "cell", snapshot(directory));
            List<Duration> unreadable = new ArrayList<>();
            List<Duration> unknown = new ArrayList<>();
            for (int i = 0; i < WITHOUT_USABLE_PASSWORD.size(); i++) {
                assertRefused(cell, "person" + i, unreadable);
                assertRefused(cell, "unknown" + i, unknown);
            }
            assertThat(log.text()
                            .lines()
                            .filter(line -> line.contains("is stored in a form that cannot be used"))
                            .count())
                    .isEqualTo(WITHOUT_USABLE_PASSWORD.size());
            for (int i = 0; i < NOT_FOR_LOGIN.size(); i++) {
                assertRefused(cell, "other" + i, new ArrayList<>());
            }
            assertThat(cell.login("sound", "alicepass").statusCode()).isEqualTo(200);
            assertThat(log.text()).doesNotContain("person", "Exception", "ERROR");
            assertThat(least(unreadable)).isGreaterThan(least(unknown).dividedBy(2));
        }
    }

    private static void assertRefused(Accounts cell, String name, Collection<Duration> work) {
        long before = SYSTEM.getProcessCpuTime();
        HttpResponse<String> answer = cell.login(name, "alicepass");
        work.add(Duration.ofNanos(SYSTEM.getProcessCpuTime() - before));

        assertThat(answer.statusCode()).as(name).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"invalid_grant\","
                        + "\"error_description\":\"[PR400-AN-0017] - Authentication failed.\"}");
    }

    /** The least work of many: whatever else this process does only adds to it. */
    private static Duration least(List<Duration> work) {
        return Collections.min(work);
    }

    private static Path snapshot(Path directory) throws IOException {
        String sound = "{'HashAlgorithm':'scrypt','HashAttributes':'{\\\"keyLength\\\":32}','HashedCredential':"
                + "'$e0801$oEcjR/6omc3e9bmlyhrQo/67zymY+9s36uB+2IkRzjhfOHZNg1cwZE7/zPvfejYJGnrjRLX/3V90tzAxe/PC0A=="
                + "$TOwyPzsgBbvNakQipgNwx2pnfNvnSDGjhyCXluFyrv4='}";
        StringBuilder lines = new StringBuilder(line("sound", "'Type':'basic'", sound));
        for (int i = 0; i < WITHOUT_USABLE_PASSWORD.size(); i++) {
            lines.append(line("person" + i, "'Type':'basic','Status':'active'", WITHOUT_USABLE_PASSWORD.get(i)));
        }
        for (int i = 0; i < NOT_FOR_LOGIN.size(); i++) {
            lines.append(line("other" + i, NOT_FOR_LOGIN.get(i), sound));
        }
        return SnapshotBuilder.snapshot()
                .with("10_odata/11_account.pjson", lines.toString())
                .writeTo(directory.resolve("accounts.zip"));
    }

    private static String line(String name, String fields, String hidden) {
        String json =
                "{'_index':'u0_anon.account','_type':'Account','_source':{'p':1,'u':1,'c':'x','s':{'Name':'%s',%s},"
                        + "'h':%s,'l':{},'type':'Account'},'_id':'id-%s'}\n";
        return json.formatted(name, fields, hidden, name).replace('\'', '"');
    }
}
