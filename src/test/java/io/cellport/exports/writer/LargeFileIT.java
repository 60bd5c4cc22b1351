package io.cellport.exports.writer;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.snapshot.zip.SnapshotBuilder.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.cell.Cell;
import io.cellport.imports.importer.EmbeddedUnit;
import io.cellport.imports.message.ImportStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose size takes more than 32 bits is imported, exported, and imported from that. */
@Tag("nightly")
class LargeFileIT {

    private static final long BYTES = (4L << 30) + 4_321;

    @TempDir
    Path data;

    @TempDir
    Path files;

    @Test
    void aFileOfMoreThanFourGibibytesComesThroughUnchanged() throws IOException {
        Path original =
                snapshot().bigFile("large.txt", BYTES, LargeFileIT::write).writeTo(files.resolve("in.zip"));
        long checksum = checksum(original);
        try (EmbeddedUnit unit = new EmbeddedUnit(data)) {
            Cell first = imported(unit, "first", original);
            Path exported = new ExportedCell(unit.store, first, files).to(files.resolve("out.zip"));
            assertThat(checksum(exported)).isEqualTo(checksum);

            Cell second = imported(unit, "second", exported);
            Path again = new ExportedCell(unit.store, second, files).to(files.resolve("again.zip"));
            assertThat(checksum(again)).isEqualTo(checksum);
        }
    }

    /** One random block again and again, about two hundred times larger than what it compresses to. */
    private static void write(OutputStream out) throws IOException {
        byte[] block = new byte[8 << 10];
        new Random(1).nextBytes(block);
        for (long left = BYTES; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    private Cell imported(EmbeddedUnit unit, String name, Path snapshot) throws IOException {
        Cell cell = unit.store.create(name);
        unit.upload(cell, "in", snapshot);
        unit.start(cell, "in");
        await().atMost(PATIENCE.multipliedBy(10)).until(() -> !unit.status(cell).isActive());
        assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
        return cell;
    }

    /** Of what another reader finds in the large entry. */
    private static long checksum(Path zip) throws IOException {
        CRC32 checksum = new CRC32();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            ZipEntry large = file.stream()
                    .filter(entry -> entry.getName().endsWith("large.txt/content"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = new CheckedInputStream(file.getInputStream(large), checksum)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            assertThat(large.getSize()).isEqualTo(BYTES);
            assertThat(large.getCrc()).isEqualTo(checksum.getValue());
        }
        return checksum.getValue();
    }
}
