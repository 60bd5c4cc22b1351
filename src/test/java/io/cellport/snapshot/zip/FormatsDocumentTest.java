package io.cellport.snapshot.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.json.NotJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say of snapshots what the code does. */
class FormatsDocumentTest {

    private static final Pattern ENTRY = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    @Test
    void theDocumentListsTheEntriesOfTheLayout() throws IOException {
        List<String> listed = ENTRY.matcher(Files.readString(Path.of("docs/formats.md")))
                .results()
                .map(entry -> entry.group(1))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Stream.concat(
                                SnapshotLayout.REQUIRED.stream(),
                                Stream.of(
                                        "20_webdav/__/.pmeta",
                                        "20_webdav/{box}/.pmeta",
                                        "20_webdav/…/.pmeta",
                                        "20_webdav/…/content"))
                        .toList());
    }

    @Test
    void everySentenceThatSaysWhatToDoIsDocumented() throws IOException {
        String errors = Files.readString(Path.of("docs/errors.md"));

        assertThat(Stream.of(
                                Arrays.stream(Defect.values())
                                        .map(defect -> defect.reason().replace("%s", "{method}")),
                                Arrays.stream(Refusal.values()).map(Refusal::sentence),
                                Stream.of(NotJson.NOT_UTF8))
                        .flatMap(sentences -> sentences))
                .allSatisfy(sentence -> assertThat(errors).contains("| " + sentence + " |"));
    }
}
