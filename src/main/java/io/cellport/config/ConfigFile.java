package io.cellport.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a YAML file of sections with keys into texts by path. A key with dots, like {@code database.url}, can also be
 * written as a section in the section. It reads token by token: a start need not load the classes that map whole
 * values. Blocks; stateless.
 */
final class ConfigFile {

    private static final JsonFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A builder leaves this out, other than new YAMLFactory().
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build();

    private static final JsonFactory JSON = new JsonFactory();

    private ConfigFile() {}

    /** The texts that a file sets, by path. The names of keys are not checked. */
    static Map<String, String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new ConfigException("The configuration file " + file + " does not exist");
        } catch (IOException e) {
            throw new ConfigException("The configuration file " + file + " cannot be read");
        }
    }

    private static Map<String, String> read(InputStream in, String name) throws IOException {
        try (JsonParser yaml = YAML.createParser(in)) {
            JsonToken root = yaml.nextToken();
            if (root == null || root == JsonToken.VALUE_NULL) {
                return Map.of();
            }
            if (root != JsonToken.START_OBJECT) {
                // Whether it is YAML at all is told first.
                yaml.skipChildren();
                throw new ConfigException(name + " must consist of sections such as \"http:\"");
            }
            return sections(yaml, name);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigException(
                    "%s is not valid YAML in line %d: %s".formatted(name, line, firstLine(e.getOriginalMessage())));
        }
    }

    private static Map<String, String> sections(JsonParser yaml, String name) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> without = new ArrayList<>();
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String section = yaml.currentName();
            JsonToken keys = yaml.nextToken();
            if (keys == JsonToken.START_OBJECT) {
                addKeys(texts, section, yaml);
            } else if (keys != JsonToken.VALUE_NULL) {
                yaml.skipChildren();
                without.add(section);
            }
        }
        if (!without.isEmpty()) {
            throw new ConfigException("%s must be a section with keys (file %s)".formatted(without.get(0), name));
        }
        return texts;
    }

    private static void addKeys(Map<String, String> texts, String section, JsonParser yaml) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String path = section + "." + yaml.currentName();
            if (yaml.nextToken() == JsonToken.START_OBJECT) {
                addKeys(texts, path, yaml);
            } else {
                texts.put(path, text(yaml));
            }
        }
    }

    private static String text(JsonParser yaml) throws IOException {
        JsonToken token = yaml.currentToken();
        return switch (token) {
            case START_ARRAY -> list(yaml);
            case START_OBJECT -> json(yaml);
            case VALUE_STRING -> yaml.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> yaml.getNumberValue().toString();
            // true, false and null, which YAML writes in several ways.
            default -> token.asString();
        };
    }

    private static String list(JsonParser yaml) throws IOException {
        List<String> items = new ArrayList<>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            items.add(text(yaml));
        }
        return String.join(",", items);
    }

    private static String json(JsonParser yaml) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.copyCurrentStructure(yaml);
        }
        return text.toString();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
