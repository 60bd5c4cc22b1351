package io.cellport.snapshot.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellport.Work;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hostile archive is refused with its code, at open or while its entries are read. */
class HostileArchiveTest {

    private static final Duration MAX_CPU = Duration.ofSeconds(5);

    /** Everything may be looked at a few times: to find the directory, to read it, to inflate the entries. */
    private static final long MAX_READINGS = 4;

    private static final long OVERHEAD = 1 << 20;

    @TempDir
    Path directory;

    static Stream<Hostile> archives() {
        return Hostile.archives();
    }

    @ParameterizedTest
    @MethodSource("archives")
    void everyHostileArchiveIsRefusedAtLittleCost(Hostile hostile) throws IOException {
        Path file = directory.resolve("hostile.zip");
        hostile.writeTo(file);
        Work start = Work.soFar();
        ApiError refusal = refusal(file, hostile.limits());
        Work work = start.since();
        assertThat(work.cpu()).isLessThan(MAX_CPU);
        assertThat(work.bytesRead()).isLessThan(MAX_READINGS * Files.size(file) + OVERHEAD);
        assertThat(refusal.code()).as(refusal.text()).isEqualTo(hostile.code());
        assertThat(refusal.text()).contains(hostile.text());
    }

    @ParameterizedTest
    @MethodSource("archives")
    void aFaultyDirectoryIsRefusedAtOpen(Hostile hostile) throws IOException {
        Path file = directory.resolve("hostile.zip");
        hostile.writeTo(file);
        ApiException atOpen = catchThrowableOfType(
                ApiException.class,
                () -> SnapshotArchive.open(file, hostile.limits()).close());
        assertThat(atOpen != null).isEqualTo(hostile.atOpen());
    }

    static ApiError refusal(Path file, Limits limits) {
        ApiException thrown = catchThrowableOfType(ApiException.class, () -> readAll(file, limits));
        assertThat(thrown).as("refused").isNotNull();
        return thrown.error();
    }

    static void readAll(Path file, Limits limits) throws IOException {
        try (SnapshotArchive archive = SnapshotArchive.open(file, limits)) {
            for (SnapshotLayout.PjsonFile pjson : SnapshotLayout.PjsonFile.values()) {
                read(archive, archive.required(pjson));
            }
            for (Iterator<ArchiveEntry> files = archive.webdavFiles(); files.hasNext(); ) {
                read(archive, files.next());
            }
        }
    }

    private static void read(SnapshotArchive archive, ArchiveEntry entry) throws IOException {
        try (EntryStream content = archive.open(entry)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
    }
}
