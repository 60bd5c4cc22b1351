package io.cellport.snapshot.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.BlobReader;
import io.cellport.blob.FileBlobReader;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryStreamTest {

    private static final int SIZE = 200_001;

    @TempDir
    Path directory;

    @Test
    void readsOfAnyLengthGiveTheSameBytes() throws IOException {
        long seed = System.nanoTime();
        for (boolean stored : new boolean[] {true, false}) {
            RawEntry raw = RawEntry.of("a", Content.random(5, SIZE));
            try (BlobReader file = write(stored ? raw.stored() : raw);
                    EntryStream stream = open(file)) {
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                Random random = new Random(seed);
                byte[] buffer = new byte[1_000];
                for (int n = 0; n >= 0; n = stream.read(buffer, 3, random.nextInt(900))) {
                    read.write(buffer, 3, n);
                }
                ByteArrayOutputStream expected = new ByteArrayOutputStream();
                Content.random(5, SIZE).writeTo(expected);
                assertThat(read.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
            }
        }
    }

    @Test
    void singleBytesAreReadUnsignedUpToTheEnd() throws IOException {
        try (BlobReader file = write(RawEntry.of("a", Content.of(new byte[] {0, (byte) 0xff})));
                EntryStream stream = open(file)) {
            assertThat(new int[] {stream.read(), stream.read(), stream.read(), stream.read()})
                    .containsExactly(0, 255, -1, -1);
        }
    }

    @Test
    void theLastBytesOfADamagedEntryAreNeverReturned() throws IOException {
        RawEntry damaged = RawEntry.of("a", Content.of("hello")).central(header -> header.crc ^= 1);
        try (BlobReader file = write(damaged);
                EntryStream stream = open(file)) {
            assertThat(stream.readNBytes(4)).asString().isEqualTo("hell");
            assertThatThrownBy(stream::read).isInstanceOf(ApiException.class);
        }
    }

    @Test
    void aFileThatCanNoLongerBeReadIsAnErrorOfTheServer() throws IOException {
        BlobReader file = write(RawEntry.of("a", Content.random(1, SIZE)));
        try (EntryStream stream = open(file)) {
            stream.readNBytes(10);
            file.close();
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            thrown -> assertThat(thrown.error())
                                    .isEqualTo(ApiError.of(ErrorCode.PR500_CM_0002, "read snapshot file")));
        }
    }

    @Test
    void entriesInAnotherOrderThanTheirDataAreRead() throws IOException {
        long secondOffset = 30 + 1 + 5 + 16;
        RawEntry second = RawEntry.of("b", Content.of("world")).stored();
        try (BlobReader file = write(
                RawEntry.of("a", Content.of("world")).stored().central(header -> {
                    header.name = new byte[] {'b'};
                    header.offset = secondOffset;
                }),
                second.central(header -> {
                    header.name = new byte[] {'a'};
                    header.offset = 0;
                }))) {
            EndRecord end = EndRecord.find(file);
            ArchiveCheck.of(
                    end,
                    () -> new CentralDirectory(file, end, Limits.DEFAULT, new RefusedEntries(EntryFaults.REFUSE)),
                    entry -> {},
                    new RefusedEntries(EntryFaults.REFUSE),
                    Limits.DEFAULT,
                    new MemoryShare(new MemoryBudget(1 << 20), waited -> {}));
            try (EntryStream stream = open(file)) {
                assertThat(stream.readAllBytes()).asString().isEqualTo("world");
            }
        }
    }

    private BlobReader write(RawEntry... entries) throws IOException {
        Path path = directory.resolve("test.zip");
        try (RawZip zip = new RawZip(path)) {
            for (RawEntry entry : entries) {
                zip.add(entry);
            }
            zip.finish(end -> {});
        }
        return new FileBlobReader(path);
    }

    /** The first entry of the directory. */
    private static EntryStream open(BlobReader file) throws IOException {
        EndRecord end = EndRecord.find(file);
        ArchiveEntry entry =
                new CentralDirectory(file, end, Limits.DEFAULT, new RefusedEntries(EntryFaults.REFUSE)).next();
        return new EntryStream(file, entry, end.directoryOffset());
    }
}
