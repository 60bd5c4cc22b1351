package io.cellport.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/**
 * Writes a log line by a pattern, or as one JSON object with {@code time}, {@code level}, {@code logger},
 * {@code message} or, in its place, the {@link LogFields} of the line; and, if there is one, {@code exception}: its
 * classes and frames without messages, as in {@link ExceptionFrames}. {@code logback.xml} names this class. Safe for
 * several threads.
 */
public final class LineEncoder extends PatternLayoutEncoder {

    private static final JsonFactory JSON = new JsonFactory();

    private final ExceptionFrames frames = new ExceptionFrames();

    private boolean json;

    /** Sets the format: {@code json}; anything else is the pattern. */
    public void setFormat(String format) {
        json = format.equals("json");
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return json ? (object(event) + System.lineSeparator()).getBytes(UTF_8) : super.encode(event);
    }

    private String object(ILoggingEvent event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField(
                    "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
            out.writeStringField("level", event.getLevel().toString());
            out.writeStringField("logger", event.getLoggerName());
            writeMessage(event, out);
            if (event.getThrowableProxy() != null) {
                out.writeStringField("exception", frames.throwableProxyToString(event.getThrowableProxy()));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeMessage(ILoggingEvent event, JsonGenerator out) throws IOException {
        Object[] arguments = event.getArgumentArray();
        if (arguments == null || arguments.length != 1 || !(arguments[0] instanceof LogFields line)) {
            out.writeStringField("message", event.getFormattedMessage());
            return;
        }
        for (Map.Entry<String, Object> field : line.fields().entrySet()) {
            out.writeObjectField(field.getKey(), field.getValue());
        }
    }
}
