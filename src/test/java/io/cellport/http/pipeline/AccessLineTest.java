package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.auth.token.AccessToken;
import io.cellport.auth.token.Credential;
import io.cellport.auth.token.TokenKind;
import io.cellport.document.MarkdownPage;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessLineTest {

    private static final Credential ADMINISTRATOR = new Credential.Valid(new AccessToken(
            TokenKind.UNIT, "unit-admin", "https://unit.example/", "", "", Instant.EPOCH, Set.of(), Instant.MAX));

    private static final AccessLine LINE =
            new AccessLine("k", "GET", "/cell1/__import", 200, 18, 2_900_000, "203.0.113.7", ADMINISTRATOR);

    @Test
    void aJsonLogHasAFieldForEachThing() {
        assertThat(LINE.fields())
                .containsExactly(
                        Map.entry("request", "k"),
                        Map.entry("client", "203.0.113.7"),
                        Map.entry("token", "unit"),
                        Map.entry("subject", "unit-admin"),
                        Map.entry("method", "GET"),
                        Map.entry("path", "/cell1/__import"),
                        Map.entry("status", 200),
                        Map.entry("bytes", 18L),
                        Map.entry("millis", 2L));
    }

    @Test
    void theDocumentShowsTheSameFields() throws IOException {
        JsonNode shown = new ObjectMapper()
                .readTree(MarkdownPage.of("logging.md").blocks("json").get(0));

        List<String> fields = new ArrayList<>(List.of("time", "level", "logger"));
        fields.addAll(LINE.fields().keySet());
        assertThat(shown.fieldNames()).toIterable().containsExactlyElementsOf(fields);
    }

    @Test
    void aTextLogHasTheSameInOneLine() {
        assertThat(LINE).hasToString("[k] GET /cell1/__import 200 18B 2ms 203.0.113.7 unit:unit-admin");
    }

    @Test
    void anAnswerThatWasBrokenOffHasNoStatus() {
        AccessLine line = new AccessLine("k", "GET", "/", 0, 5, 2_000_000, "::1", Credential.ANONYMOUS);

        assertThat(line).hasToString("[k] GET / aborted 5B 2ms ::1 -");
        assertThat(line.fields()).containsEntry("status", 0).containsEntry("token", "none");
    }

    @Test
    void aBadTokenHasNoSubject() {
        AccessLine line =
                new AccessLine("k", "GET", "/", 401, 5, 0, "::1", new Credential.Invalid(ErrorCode.PR401_AU_0006));

        assertThat(line).hasToString("[k] GET / 401 5B 0ms ::1 invalid");
        assertThat(line.fields()).containsEntry("token", "invalid").containsEntry("subject", "");
    }
}
