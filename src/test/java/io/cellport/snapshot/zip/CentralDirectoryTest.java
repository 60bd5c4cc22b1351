package io.cellport.snapshot.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cellport.blob.BlobReader;
import io.cellport.blob.FileBlobReader;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void entriesAreReadInTheOrderOfTheDirectoryWithTheirDeclarations() throws IOException {
        List<ArchiveEntry> entries = read(
                zip -> {
                    zip.add(RawEntry.of("dir/", Content.EMPTY));
                    zip.add(RawEntry.of("dir/b", Content.of("hello")).stored());
                    zip.add(RawEntry.of("dir/a", Content.zeros(100_000)));
                },
                end -> {});
        assertThat(entries)
                .extracting(entry -> entry.name().text(), ArchiveEntry::isDirectory, ArchiveEntry::size)
                .containsExactly(tuple("dir", true, 0L), tuple("dir/b", false, 5L), tuple("dir/a", false, 100_000L));
        assertThat(entries.get(1).compressedSize()).isEqualTo(5);
        assertThat(entries.get(1).crc()).isEqualTo(0x3610a686L);
        assertThat(entries.get(2).compressedSize()).isLessThan(1_000);
        assertThat(entries.get(2).localHeaderOffset()).isGreaterThan(35 + 35 + 5);
    }

    @Test
    void filesAndDirectoriesMayHaveTheirUnixTypes() throws IOException {
        assertThat(read(
                        zip -> {
                            zip.add(RawEntry.of("dir/", Content.EMPTY).central(h -> h.attributes = 040755L << 16));
                            zip.add(RawEntry.of("dir/a", Content.EMPTY).central(h -> h.attributes = 0100644L << 16));
                        },
                        end -> {}))
                .hasSize(2);
    }

    @Test
    void aModeCountsOnlyFromASystemThatHasModes() throws IOException {
        RawEntry link = RawEntry.of("a", Content.EMPTY).central(header -> {
            header.host = 0;
            header.attributes = 0120777L << 16;
        });
        assertThat(read(zip -> zip.add(link), end -> {})).hasSize(1);
        RawEntry nothingKnown = RawEntry.of("a", Content.EMPTY).central(header -> header.attributes = 0xffffL << 16);
        assertThat(read(zip -> zip.add(nothingKnown), end -> {})).hasSize(1);
    }

    @Test
    void aUnicodePathOverridesANameInAnotherCodePage() throws IOException {
        byte[] name = {(byte) 0x93, (byte) 0xfa, (byte) 0x96, 0x7b};
        byte[] path = RawHeader.unicodePath(name, "日本");
        assertThat(read(
                        zip -> zip.add(RawEntry.of(name, Content.EMPTY).central(header -> {
                            header.flags = 0;
                            header.extra = path;
                        })),
                        end -> {}))
                .extracting(entry -> entry.name().text())
                .containsExactly("日本");
    }

    @Test
    void aUnicodePathOfAnotherNameOrBesideTheUtf8FlagDoesNotCount() throws IOException {
        assertThat(read(
                        zip -> zip.add(RawEntry.of("a", Content.EMPTY).central(header -> {
                                    header.flags = 0;
                                    header.extra = RawHeader.unicodePath("b", "c");
                                }))
                                .add(RawEntry.of("d", Content.EMPTY)
                                        .central(header -> header.extra = RawHeader.unicodePath("d", "e"))),
                        end -> {}))
                .extracting(entry -> entry.name().text())
                .containsExactly("a", "d");
    }

    @Test
    void everyFieldMayLeaveItsValueToZip64() throws IOException {
        RawEntry entry = RawEntry.of("a", Content.of("hello")).stored().everywhere(header -> {
            header.zip64Extra = false;
            header.extra = new LittleEndian()
                    .u16(1)
                    .u16(28)
                    .u64(5)
                    .u64(5)
                    .u64(0)
                    .u32(0)
                    .toBytes();
            header.size = header.compressedSize = header.offset = 0xffff_ffffL;
            header.disk = 0xffff;
        });
        Consumer<RawEnd> left = end -> {
            end.zip64 = true;
            end.disk = 0xffff;
            end.entries = 0xffff;
            end.bytes = end.offset = 0xffff_ffffL;
        };
        assertThat(read(zip -> zip.add(entry), left))
                .extracting(ArchiveEntry::size, ArchiveEntry::compressedSize, ArchiveEntry::localHeaderOffset)
                .containsExactly(tuple(5L, 5L, 0L));
    }

    @Test
    void anEmptyZipHasNoEntries() throws IOException {
        assertThat(read(zip -> {}, end -> {})).isEmpty();
    }

    @Test
    void aCommentAtTheEndMayLookLikeAnEndRecord() throws IOException {
        Writing one = zip -> zip.add(RawEntry.of("a", Content.EMPTY));
        assertThat(read(one, end -> end.comment = new byte[0xffff])).hasSize(1);
        byte[] lookalike =
                new LittleEndian().u32(0x06054b50).bytes(new byte[40]).toBytes();
        assertThat(read(one, end -> end.comment = lookalike)).hasSize(1);
    }

    @Test
    void zip64RecordsThatAgreeAreBelieved() throws IOException {
        assertThat(read(zip -> zip.add(RawEntry.of("a", Content.EMPTY)), end -> end.zip64 = true))
                .hasSize(1);
    }

    @Test
    void zip64RecordsAreBelievedWhereTheEndRecordLeavesItToThem() throws IOException {
        Consumer<RawEnd> left = end -> {
            end.zip64 = true;
            end.entries = 0xffff;
            end.bytes = end.offset = 0xffff_ffffL;
        };
        assertThat(read(zip -> zip.add(RawEntry.of("a", Content.EMPTY)), left)).hasSize(1);
    }

    @Test
    void aZip64ExtraFieldIsReadBehindOtherExtraFields() throws IOException {
        byte[] time = new LittleEndian().u16(0x5455).u16(5).bytes(new byte[5]).toBytes();
        byte[] sizes = new LittleEndian().u16(1).u16(16).u64(5).u64(5).toBytes();
        byte[] extra = new LittleEndian().bytes(time).bytes(sizes).toBytes();
        RawEntry entry = RawEntry.of("a", Content.of("hello")).stored().central(header -> {
            header.size = header.compressedSize = 0xffff_ffffL;
            header.zip64Extra = false;
            header.extra = extra;
        });
        assertThat(read(zip -> zip.add(entry), end -> {}))
                .extracting(ArchiveEntry::size)
                .containsExactly(5L);
    }

    @Test
    void aHeaderLargerThanTheWindowIsReadWhole() throws IOException {
        byte[] extra = new LittleEndian()
                .u16(0xcafe)
                .u16(0xfff0)
                .bytes(new byte[0xfff0])
                .toBytes();
        RawEntry large = RawEntry.of("x".repeat(200), Content.EMPTY).central(header -> header.extra = extra);
        List<ArchiveEntry> entries = read(zip -> zip.add(large).add(RawEntry.of("last", Content.EMPTY)), end -> {});
        assertThat(entries).extracting(entry -> entry.name().text()).containsExactly("x".repeat(200), "last");
    }

    @Test
    void nextAfterTheLastEntryThrows() throws IOException {
        Path file = write(zip -> {}, end -> {});
        try (BlobReader channel = new FileBlobReader(file)) {
            CentralDirectory entries = new CentralDirectory(
                    channel, EndRecord.find(channel), Limits.DEFAULT, new RefusedEntries(EntryFaults.REFUSE));
            assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void aCountThatIsTooSmallIsNoticedAtTheEnd() {
        assertNoZip(end -> end.entries = 1);
    }

    @Test
    void aCountThatIsTooLargeIsNoticedAtTheEnd() {
        assertNoZip(end -> end.entries = 3);
    }

    private void assertNoZip(Consumer<RawEnd> lie) {
        assertThatThrownBy(() -> read(
                        zip -> zip.add(RawEntry.of("a".repeat(100), Content.EMPTY))
                                .add(RawEntry.of("b", Content.EMPTY)),
                        lie))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        thrown -> assertThat(thrown.error().code()).isEqualTo(ErrorCode.PR400_MC_0004));
    }

    private List<ArchiveEntry> read(Writing writing, Consumer<RawEnd> lie) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        try (BlobReader file = new FileBlobReader(write(writing, lie))) {
            new CentralDirectory(file, EndRecord.find(file), Limits.DEFAULT, new RefusedEntries(EntryFaults.REFUSE))
                    .forEachRemaining(entries::add);
        }
        return entries;
    }

    private Path write(Writing writing, Consumer<RawEnd> lie) throws IOException {
        Path file = directory.resolve("test.zip");
        try (RawZip zip = new RawZip(file)) {
            writing.to(zip);
            zip.finish(lie);
        }
        return file;
    }

    @FunctionalInterface
    private interface Writing {
        void to(RawZip zip) throws IOException;
    }
}
