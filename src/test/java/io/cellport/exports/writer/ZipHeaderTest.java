package io.cellport.exports.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.exports.writer.ZipHeader.Sizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and offsets that 32 bits do not hold, in files with holes instead of content. */
class ZipHeaderTest {

    private static final long CHECKSUM = 0x9abcdef0L;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "4294967294, 4294967294",
        "4294967295, 4294967294",
        "7, 4294967295",
        "4294967296, 4294967296",
        "5368709121, 6442450947"
    })
    void anEntryOfAnySizeAndOneBehindItAreFound(long deflated, long size) throws IOException {
        Sizes large = new Sizes(CHECKSUM, deflated, size);
        Sizes small = new Sizes(CHECKSUM, 5, 3);
        Path zip = directory.resolve("large.zip");
        ZipHeader first = new ZipHeader("first".getBytes(UTF_8), true, 0);
        try (FileChannel file = FileChannel.open(
                zip, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE))) {
            write(file, first.local());
            file.position(file.position() + deflated);
            write(file, first.descriptor(large));
            ZipHeader second = new ZipHeader("second".getBytes(UTF_8), true, file.position());
            write(file, second.local());
            file.position(file.position() + 5);
            write(file, second.descriptor(small));
            long start = file.position();
            write(file, first.central(large));
            write(file, second.central(small));
            write(file, ZipHeader.end(2, start, file.position() - start));
        }

        try (ZipFile found = new ZipFile(zip.toFile())) {
            assertEntry(found.getEntry("first"), large);
            assertEntry(found.getEntry("second"), small);
            assertThat(found.getInputStream(found.getEntry("second"))).isNotNull();
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private static void assertEntry(ZipEntry entry, Sizes sizes) {
        assertThat(entry.getCrc()).isEqualTo(sizes.checksum());
        assertThat(entry.getCompressedSize()).isEqualTo(sizes.deflated());
        assertThat(entry.getSize()).isEqualTo(sizes.size());
    }

    /** As programs read it that go through a zip from its beginning: the sizes take eight bytes if one needs them. */
    @Test
    void theDescriptorHasLongSizesIfOneOfThemIsLarge() {
        ZipHeader header = new ZipHeader("a".getBytes(UTF_8), true, 0);

        assertThat(header.descriptor(new Sizes(CHECKSUM, 7, 0xffff_fffeL)).remaining())
                .isEqualTo(16);
        assertThat(header.descriptor(new Sizes(CHECKSUM, 7, 0x1_0000_0001L)).remaining())
                .isEqualTo(24);
    }
}
