package io.cellport.snapshot.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real snapshot, damaged anywhere, is refused or reads as if nothing had happened. */
class DamagedArchiveTest {

    private static final int FLIPS = 2_000;

    @TempDir
    Path directory;

    private byte[] sound;
    private Map<String, String> soundContents;
    private Path file;

    @BeforeEach
    void readTheSoundSnapshot() throws IOException {
        Path small = Path.of("src/test/resources/snapshots/small1.zip");
        sound = Files.readAllBytes(small);
        soundContents = contents(small);
        file = directory.resolve("damaged.zip");
    }

    @Test
    void aFlippedBitIsRefusedOrChangesNothingThatIsRead() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] damaged = sound.clone();
            int at = random.nextInt(damaged.length);
            int bit = random.nextInt(8);
            damaged[at] ^= (byte) (1 << bit);
            Files.write(file, damaged);
            try {
                assertThat(contents(file))
                        .as("seed %d, bit %d of byte %d", seed, bit, at)
                        .isEqualTo(soundContents);
            } catch (ApiException e) {
                refused++;
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(FLIPS / 4);
    }

    @Test
    void everyTruncatedSnapshotIsRefused() throws IOException {
        for (int length = 0; length < sound.length; length += 5) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertThat(catchThrowable(() -> contents(file)))
                    .as("%d bytes", length)
                    .isInstanceOf(ApiException.class);
        }
    }

    /** Of everything that is imported: the path, and size and checksum of what was really read. */
    private static Map<String, String> contents(Path path) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (SnapshotArchive archive = SnapshotArchive.open(path, Limits.DEFAULT)) {
            for (PjsonFile pjson : PjsonFile.values()) {
                contents.put(pjson.path(), content(archive, archive.required(pjson)));
            }
            archive.webdavFiles()
                    .forEachRemaining(entry -> contents.put(entry.name().text(), content(archive, entry)));
        }
        return contents;
    }

    private static String content(SnapshotArchive archive, ArchiveEntry entry) {
        byte[] bytes = archive.readSmall(entry);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return bytes.length + " " + HexFormat.of().toHexDigits(crc.getValue());
    }
}
