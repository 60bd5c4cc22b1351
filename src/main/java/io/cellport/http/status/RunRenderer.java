package io.cellport.http.status;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.cellport.error.ApiError;
import io.cellport.http.message.ErrorBody;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;

/**
 * The JSON of run records: keys in snake case like the status, times like {@code started_at}, errors like error bodies.
 * Stateless.
 */
public final class RunRenderer {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, new TimeSerializer())
                    .addSerializer(ApiError.class, new ErrorSerializer()));

    private RunRenderer() {}

    /** Renders a record of a run, or a list of them. */
    public static Buffer render(Record report) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TimeSerializer extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(StatusAnswer.TIME.format(time));
        }
    }

    private static final class ErrorSerializer extends JsonSerializer<ApiError> {
        @Override
        public void serialize(ApiError error, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeRawValue(ErrorBody.of(error).encode());
        }
    }
}
