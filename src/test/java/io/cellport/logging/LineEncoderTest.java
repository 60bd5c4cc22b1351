package io.cellport.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEncoderTest {

    private final LoggerContext context = new LoggerContext();

    private final LineEncoder encoder = new LineEncoder();

    @Nested
    class AsJson {

        @Test
        void aLineIsOneObjectWhateverIsInTheMessage() throws IOException {
            String line = encoded("json", "two\nlines, \"quoted\" and ü", null);

            assertThat(line.lines()).hasSize(1);
            JsonNode object = new ObjectMapper().readTree(line);
            assertThat(object.fieldNames()).toIterable().containsExactly("time", "level", "logger", "message");
            assertThat(object.path("message").textValue()).isEqualTo("two\nlines, \"quoted\" and ü");
            assertThat(object.path("time").textValue()).isEqualTo("1970-01-01T00:00:01.500Z");
        }

        @Test
        void aLineWithFieldsHasThemInPlaceOfAMessage() throws IOException {
            Map<String, Object> fields = new TreeMap<>(Map.of("bytes", 5_000_000_000L, "path", "/a\nb", "status", 200));
            LogFields line = () -> fields;

            String text = encoded("json", "{}", null, line);

            JsonNode object = new ObjectMapper().readTree(text);
            assertThat(object.fieldNames())
                    .toIterable()
                    .containsExactly("time", "level", "logger", "bytes", "path", "status");
            assertThat(object.path("bytes").longValue()).isEqualTo(5_000_000_000L);
            assertThat(object.path("path").textValue()).isEqualTo("/a\nb");
            assertThat(object.path("status").isInt()).isTrue();
        }

        @Test
        void anExceptionShowsItsFramesButNoMessage() throws IOException {
            String line = encoded("json", "it failed", new IllegalStateException("token eyJ"));

            assertThat(new ObjectMapper().readTree(line).path("exception").textValue())
                    .startsWith("java.lang.IllegalStateException")
                    .contains("LineEncoderTest")
                    .doesNotContain("eyJ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "anything else"})
    void anyOtherFormatIsThePattern(String format) {
        assertThat(encoded(format, "hello", null)).isEqualTo("INFO hello");
    }

    private String encoded(String format, String message, Throwable failure, Object... arguments) {
        encoder.setContext(context);
        encoder.setPattern("%level %msg");
        encoder.setFormat(format);
        encoder.start();
        LoggingEvent event =
                new LoggingEvent(getClass().getName(), context.getLogger("x"), Level.INFO, message, failure, arguments);
        event.setTimeStamp(1_500);
        return new String(encoder.encode(event), UTF_8);
    }
}
