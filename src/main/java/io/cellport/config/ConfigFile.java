package io.cellport.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads a YAML file of sections with keys into texts by path. A key with dots, like {@code database.url}, can also be
 * written as a section in the section. Blocks; stateless.
 */
final class ConfigFile {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

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
        try {
            return flatten(YAML.readTree(in), name);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigException(
                    "%s is not valid YAML in line %d: %s".formatted(name, line, firstLine(e.getOriginalMessage())));
        }
    }

    private static Map<String, String> flatten(JsonNode root, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (root.isMissingNode() || root.isNull()) {
            return texts;
        }
        if (!root.isObject()) {
            throw new ConfigException(name + " must consist of sections such as \"http:\"");
        }
        for (Map.Entry<String, JsonNode> section : root.properties()) {
            JsonNode keys = section.getValue();
            if (!keys.isObject() && !keys.isNull()) {
                throw new ConfigException("%s must be a section with keys (file %s)".formatted(section.getKey(), name));
            }
            addKeys(texts, section.getKey(), keys);
        }
        return texts;
    }

    private static void addKeys(Map<String, String> texts, String section, JsonNode keys) {
        for (Map.Entry<String, JsonNode> key : keys.properties()) {
            String path = section + "." + key.getKey();
            if (key.getValue().isObject()) {
                addKeys(texts, path, key.getValue());
            } else {
                texts.put(path, text(key.getValue()));
            }
        }
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(ConfigFile::text)
                    .collect(Collectors.joining(","));
        }
        return value.isObject() ? value.toString() : value.asText();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
