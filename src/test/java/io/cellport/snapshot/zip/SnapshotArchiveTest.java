package io.cellport.snapshot.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.FileBlobReader;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotArchiveTest {

    private static final Path SNAPSHOTS = Path.of("src/test/resources/snapshots");

    @ParameterizedTest
    @ValueSource(strings = {"small1.zip", "medium.zip"})
    void everyEntryOfARealSnapshotIsReadAsByJavasOwnReader(String name) throws IOException {
        Path path = SNAPSHOTS.resolve(name);
        try (SnapshotArchive archive = SnapshotArchive.open(path, Limits.DEFAULT);
                ZipFile zip = new ZipFile(path.toFile())) {
            for (ArchiveEntry entry : importedEntries(archive)) {
                ZipEntry expected = zip.getEntry(entry.name().text());
                try (InputStream actual = archive.open(entry);
                        InputStream content = zip.getInputStream(expected)) {
                    assertThat(actual.readAllBytes()).as(entry.name().text()).isEqualTo(content.readAllBytes());
                }
                assertThat(entry.size()).isEqualTo(expected.getSize());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small1.zip", "medium.zip"})
    void theTotalsCountEveryPjsonFileAndEveryFileBelowWebdav(String name) throws IOException {
        Path path = SNAPSHOTS.resolve(name);
        try (SnapshotArchive archive = SnapshotArchive.open(path, Limits.DEFAULT);
                ZipFile zip = new ZipFile(path.toFile())) {
            List<? extends ZipEntry> imported = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .filter(entry -> entry.getName().endsWith(".pjson")
                            || entry.getName().startsWith("20_webdav/"))
                    .toList();
            assertThat(archive.importedEntryCount()).isEqualTo(imported.size());
            assertThat(archive.totalBytes())
                    .isEqualTo(imported.stream().mapToLong(ZipEntry::getSize).sum());
        }
    }

    @Test
    void webdavFilesComeInTheSameOrderEachTimeAndWithoutDirectories() throws IOException {
        Path path = SNAPSHOTS.resolve("medium.zip");
        try (SnapshotArchive archive = SnapshotArchive.open(path, Limits.DEFAULT);
                ZipFile zip = new ZipFile(path.toFile())) {
            List<String> expected = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> entry.startsWith("20_webdav/") && !entry.endsWith("/"))
                    .toList();
            assertThat(webdavNames(archive)).isEqualTo(expected).isEqualTo(webdavNames(archive));
        }
    }

    @Test
    void theManifestIsReadAtOpen() {
        try (SnapshotArchive archive = SnapshotArchive.open(SNAPSHOTS.resolve("small1.zip"), Limits.DEFAULT)) {
            assertThat(archive.manifest().orElseThrow().unitUrl()).contains("http://localhost:18888/");
            assertThat(archive.manifest().orElseThrow().created()).contains(Instant.ofEpochMilli(1795485666585L));
        }
    }

    @Test
    void theCellsOwnDocumentCanBeRead() {
        try (SnapshotArchive archive = SnapshotArchive.open(SNAPSHOTS.resolve("small1.zip"), Limits.DEFAULT)) {
            assertThat(new String(archive.readSmall(archive.cellJson()), StandardCharsets.UTF_8))
                    .contains("\"Name\":\"golden\"");
        }
    }

    @ParameterizedTest
    @EnumSource(PjsonFile.class)
    void everyLineOfAPjsonFileIsOfItsType(PjsonFile pjson) {
        try (SnapshotArchive archive = SnapshotArchive.open(SNAPSHOTS.resolve("small1.zip"), Limits.DEFAULT)) {
            String text = new String(archive.readSmall(archive.required(pjson)), StandardCharsets.UTF_8);
            assertThat(text.lines()).allMatch(line -> line.contains("\"_type\":\"" + pjson.type() + '"'));
        }
    }

    @Test
    void aFileOutsideTheFormatIsIgnored(@TempDir Path directory) throws IOException {
        Path path = SnapshotBuilder.snapshot().with("stray/file", "text").writeTo(directory.resolve("stray.zip"));
        try (SnapshotArchive archive = SnapshotArchive.open(path, Limits.DEFAULT)) {
            assertThat(webdavNames(archive)).hasSize(2).doesNotContain("stray/file");
        }
    }

    @Test
    void filesOfSystemsAndEditorsAreIgnoredAndCounted(@TempDir Path directory) throws IOException {
        SnapshotBuilder builder = SnapshotBuilder.snapshot().bigFile("a.txt", 5, Content.of("hello"));
        String file = "20_webdav/" + builder.boxId(0) + "/a.txt/";
        List<String> junk = List.of(
                "20_webdav/.DS_Store",
                file + ".DS_Store",
                file + "._content",
                file + "content~",
                file + ".content.swp",
                file + "#content#",
                file + "content.bak",
                file + "Thumbs.db",
                file + "desktop.ini",
                "__MACOSX/" + file + "._content",
                "20_webdav/import.error",
                "10_odata/10_box.pjson~");
        junk.forEach(name -> builder.with(name, "junk"));
        try (SnapshotArchive archive =
                SnapshotArchive.open(builder.writeTo(directory.resolve("junk.zip")), Limits.DEFAULT)) {
            assertThat(archive.ignoredEntryCount()).isEqualTo(junk.size());
            assertThat(webdavNames(archive))
                    .containsExactly(
                            "20_webdav/.pmeta",
                            "20_webdav/" + builder.boxId(0) + "/.pmeta",
                            file + "content",
                            file + ".pmeta");
        }
    }

    @Test
    void aUsersFileWithANameLikeJunkIsKept(@TempDir Path directory) throws IOException {
        SnapshotBuilder builder = SnapshotBuilder.snapshot();
        for (String name : List.of(".DS_Store", "Thumbs.db", "a~", "content", ".pmeta", "._x")) {
            builder.bigFile(name, 5, Content.of("hello"));
        }
        try (SnapshotArchive archive =
                SnapshotArchive.open(builder.writeTo(directory.resolve("names.zip")), Limits.DEFAULT)) {
            assertThat(archive.ignoredEntryCount()).isZero();
            assertThat(webdavNames(archive)).hasSize(2 + 6 * 2);
        }
    }

    @Test
    void namesThatDifferInCaseOrUnicodeFormAreDifferent(@TempDir Path directory) throws IOException {
        SnapshotBuilder builder = SnapshotBuilder.snapshot();
        List<String> names = List.of("a", "A", "\u00e9", "e\u0301", "É", "Straße", "Strasse", "STRASSE", "ﬁ", "fi");
        for (String name : names) {
            builder.bigFile(name, 5, Content.of("hello"));
        }
        try (SnapshotArchive archive =
                SnapshotArchive.open(builder.writeTo(directory.resolve("names.zip")), Limits.DEFAULT)) {
            assertThat(webdavNames(archive)).hasSize(2 + names.size() * 2).doesNotHaveDuplicates();
        }
    }

    @Test
    void propertiesKnowWhetherTheyHaveContent(@TempDir Path directory) throws IOException {
        SnapshotBuilder builder = SnapshotBuilder.snapshot()
                .bigFile("with.txt", 5, Content.of("hello"))
                .bigFile("without.txt", 5, Content.of("hello"));
        String box = "20_webdav/" + builder.boxId(0) + '/';
        builder.without(box + "without.txt/content");
        List<String> withContent = new ArrayList<>();
        try (SnapshotArchive archive =
                SnapshotArchive.open(builder.writeTo(directory.resolve("some.zip")), Limits.DEFAULT)) {
            archive.webdavFiles().forEachRemaining(entry -> {
                if (archive.hasContent(entry)) {
                    withContent.add(entry.name().text());
                }
            });
        }
        assertThat(withContent).containsExactly(box + "with.txt/.pmeta");
    }

    @Test
    void directoryEntriesMayBeMissing(@TempDir Path directory) throws IOException {
        Path path = SnapshotBuilder.snapshot()
                .without("10_odata/")
                .without("20_webdav/")
                .writeTo(directory.resolve("bare.zip"));
        try (SnapshotArchive archive = SnapshotArchive.open(path, Limits.DEFAULT)) {
            assertThat(archive.importedEntryCount()).isEqualTo(16 + 2);
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsAnErrorOfTheServer(@TempDir Path directory) {
        assertThatThrownBy(() -> SnapshotArchive.open(directory.resolve("none.zip"), Limits.DEFAULT))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        thrown -> assertThat(thrown.error())
                                .isEqualTo(ApiError.of(ErrorCode.PR500_CM_0002, "read snapshot file")));
    }

    @Test
    void openingAndReadingDoNotChangeTheFile() throws IOException {
        Path path = SNAPSHOTS.resolve("small1.zip");
        byte[] before = Files.readAllBytes(path);
        try (SnapshotArchive archive = SnapshotArchive.open(path, Limits.DEFAULT)) {
            archive.readSmall(archive.cellJson());
        }
        assertThat(path).hasBinaryContent(before);
    }

    private static List<ArchiveEntry> importedEntries(SnapshotArchive archive) {
        List<ArchiveEntry> entries = new ArrayList<>();
        entries.add(archive.cellJson());
        for (PjsonFile pjson : PjsonFile.values()) {
            entries.add(archive.required(pjson));
        }
        archive.webdavFiles().forEachRemaining(entries::add);
        return entries;
    }

    private static List<String> webdavNames(SnapshotArchive archive) {
        List<String> names = new ArrayList<>();
        archive.webdavFiles().forEachRemaining(entry -> names.add(entry.name().text()));
        return names;
    }

    @Test
    void anArchiveWithTooManyEntriesForTheMemoryIsRefusedAtOnce() throws IOException {
        MemoryBudget narrow = new MemoryBudget(16 * 5);
        FileBlobReader file = new FileBlobReader(SNAPSHOTS.resolve("small1.zip"));

        assertThatThrownBy(() -> SnapshotArchive.open(file, Limits.DEFAULT, new MemoryShare(narrow, waited -> {})))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error().text())
                                .isEqualTo("The snapshot file exceeds the limit [entries] of 5."));
    }
}
