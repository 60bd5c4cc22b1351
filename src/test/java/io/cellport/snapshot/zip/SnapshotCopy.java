package io.cellport.snapshot.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A copy of the recorded snapshot {@code small1.zip}, changed in places. */
public final class SnapshotCopy {

    private static final Path ORIGINAL = Path.of("src/test/resources/snapshots/small1.zip");

    private final Map<String, UnaryOperator<String>> changes = new LinkedHashMap<>();

    private SnapshotCopy() {}

    public static SnapshotCopy small() {
        return new SnapshotCopy();
    }

    /** Replaces a text in an entry, which has to contain it. */
    public SnapshotCopy replacing(String entry, String text, String replacement) {
        return changing(entry, content -> {
            if (!content.contains(text)) {
                throw new AssertionError(entry + " does not contain " + text);
            }
            return content.replace(text, replacement);
        });
    }

    /** Leaves out the lines of an entry that contain a text. */
    public SnapshotCopy withoutLines(String entry, String text) {
        return changing(
                entry,
                content -> String.join(
                        "",
                        content.lines()
                                .filter(line -> !line.contains(text))
                                .map(line -> line + "\n")
                                .toList()));
    }

    private SnapshotCopy changing(String entry, UnaryOperator<String> change) {
        changes.merge(entry, change, (first, second) -> content -> second.apply(first.apply(content)));
        return this;
    }

    /** Writes the copy. */
    public Path writeTo(Path target) throws IOException {
        try (ZipFile original = new ZipFile(ORIGINAL.toFile());
                OutputStream out = Files.newOutputStream(target);
                ZipOutputStream copy = new ZipOutputStream(out)) {
            for (ZipEntry entry : List.copyOf(original.stream().toList())) {
                byte[] content = original.getInputStream(entry).readAllBytes();
                UnaryOperator<String> change = changes.getOrDefault(entry.getName(), UnaryOperator.identity());
                String text = change.apply(new String(content, StandardCharsets.ISO_8859_1));
                copy.putNextEntry(new ZipEntry(entry.getName()));
                copy.write(text.getBytes(StandardCharsets.ISO_8859_1));
                copy.closeEntry();
            }
        }
        return target;
    }
}
