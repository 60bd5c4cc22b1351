package io.cellport.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.cellport.config.Limits;
import io.cellport.message.ApiException;
import io.cellport.message.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What a snapshot says of itself. Only the version is required; the rest is shown to people and never acted on.
 *
 * @param unitUrl the unit that exported it
 * @param created when
 */
public record Manifest(Optional<String> unitUrl, Optional<Instant> created) {

    /** The one format version that can be imported. */
    public static final int VERSION = 2;

    /**
     * Reads a manifest.
     *
     * @throws ApiException {@code PR400-CM-0004} if it is not JSON, {@code PR400-MC-0003} if it is no object whose
     *     {@code export_version} is the integer {@value #VERSION}
     */
    static Manifest parse(byte[] utf8, Limits limits) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        JsonNode manifest = read(text, limits);
        JsonNode version = Optional.ofNullable(manifest.get("export_version")).orElse(NullNode.getInstance());
        if (!version.isInt() || version.intValue() != VERSION) {
            throw ErrorCode.PR400_MC_0003.exception(Integer.toString(VERSION), version.toString());
        }
        JsonNode unitUrl = manifest.path("unit_url");
        JsonNode created = manifest.path("create_date");
        return new Manifest(
                Optional.ofNullable(unitUrl.textValue()),
                created.isIntegralNumber() && created.canConvertToLong()
                        ? Optional.of(Instant.ofEpochMilli(created.longValue()))
                        : Optional.empty());
    }

    private static JsonNode read(String text, Limits limits) {
        try {
            JsonNode manifest = reader(limits).readTree(text);
            if (manifest.isMissingNode()) {
                throw ErrorCode.PR400_CM_0004.exception(text);
            }
            return manifest;
        } catch (JsonProcessingException | NumberFormatException e) {
            throw ErrorCode.PR400_CM_0004.exception(text);
        }
    }

    private static ObjectReader reader(Limits limits) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.jsonDepth())
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .reader();
    }
}
