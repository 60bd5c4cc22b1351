package io.cellport.snapshot.zip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.config.Limits;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotBuilderTest {

    @TempDir
    Path directory;

    private final SnapshotBuilder builder = SnapshotBuilder.snapshot()
            .seed(42)
            .cell("made")
            .box("one")
            .box("two")
            .account("alice")
            .userData(50, 400)
            .links(120)
            .files(1_001, 10)
            .bigFile("big.txt", 3 << 20, Content.lines(3 << 20));

    @Test
    void itsZipsAreReadByJavasOwnReaderAndByOurs() throws IOException {
        Path file = builder.writeTo(directory.resolve("made.zip"));
        try (ZipFile zip = new ZipFile(file.toFile());
                SnapshotArchive archive = SnapshotArchive.open(file, Limits.DEFAULT)) {
            List<ArchiveEntry> files = new ArrayList<>();
            archive.webdavFiles().forEachRemaining(files::add);
            assertThat(files).hasSize(1 + 2 + 1 + 2 + 2 * 1_002);
            for (ArchiveEntry entry : files) {
                try (var expected = zip.getInputStream(zip.getEntry(entry.name().text()));
                        var actual = archive.open(entry)) {
                    assertThat(actual).hasSameContentAs(expected);
                }
            }
        }
    }

    @Test
    void itsLinesAreEntitiesOfTheirFileWithIdsOfTheirOwn() throws IOException {
        Path file = builder.writeTo(directory.resolve("made.zip"));
        try (SnapshotArchive archive = SnapshotArchive.open(file, Limits.DEFAULT)) {
            Set<String> ids = new HashSet<>();
            for (PjsonFile pjson : PjsonFile.values()) {
                byte[] lines = archive.readSmall(archive.required(pjson));
                for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
                    if (!line.isEmpty()) {
                        JsonNode entity = new ObjectMapper().readTree(line);
                        assertThat(entity.path("_type").asText()).isEqualTo(pjson.type());
                        assertThat(entity.path("_source").isObject()).isTrue();
                        assertThat(ids.add(entity.path("_id").textValue())).isTrue();
                    }
                }
            }
            assertThat(ids).hasSize(2 + 1 + 1 + 1 + 50 + 120).contains(builder.userDataId(49), builder.boxId(1));
            assertThat(archive.required(PjsonFile.USER_DATA).size()).isBetween(50 * 399L, 50 * 401L);
        }
    }

    @Test
    void theSameCallsGiveTheSameBytes() throws IOException {
        Path first = builder.writeTo(directory.resolve("first.zip"));
        Path second = builder.writeTo(directory.resolve("second.zip"));
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void aSnapshotWithMoreEntriesThanAPlainZipHoldsIsAZip64() throws IOException {
        Path file = SnapshotBuilder.snapshot().files(25_000, 1).writeTo(directory.resolve("made.zip"));
        try (SnapshotArchive archive = SnapshotArchive.open(file, Limits.DEFAULT);
                ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isGreaterThan(0xffff);
            assertThat(archive.importedEntryCount()).isEqualTo(16 + 1 + 1 + 25 + 2 * 25_000);
        }
    }
}
