package io.cellport.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.document.MarkdownPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What operators copy: the files of {@code deploy}, and the code blocks of the documents for operators. */
final class DeployedFiles {

    static final Path COMPOSE = Path.of("deploy", "compose.yaml");

    static final Path KUBERNETES = Path.of("deploy", "kubernetes");

    private static final List<MarkdownPage> DOCUMENTS =
            List.of(MarkdownPage.of("deployment.md"), MarkdownPage.of("operations.md"));

    private static final ObjectMapper TREES = new ObjectMapper();

    private DeployedFiles() {}

    static List<Path> files(Path directory) {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files and all code blocks, as one text each. */
    static List<String> texts() {
        return Stream.concat(
                        files(Path.of("deploy")).stream().map(DeployedFiles::text),
                        DOCUMENTS.stream().flatMap(document -> document.blocks().stream()))
                .toList();
    }

    /** The code blocks of one language. */
    static List<String> blocks(String language) {
        return DOCUMENTS.stream()
                .flatMap(document -> document.blocks(language).stream())
                .toList();
    }

    /** The documents of a YAML file, with anchors and merges resolved. */
    static List<JsonNode> yaml(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new Yaml(new SafeConstructor(options)).loadAll(text(file));
        return StreamSupport.stream(documents.spliterator(), false)
                .<JsonNode>map(TREES::valueToTree)
                .toList();
    }
}
