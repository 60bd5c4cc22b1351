package io.cellport.exports.writer;

import static io.cellport.Patience.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ZipWriter} writes can be read by other programs. */
class ZipWriterTest {

    private static final String CONTENT = "content ".repeat(50_000);

    @TempDir
    Path directory;

    @Test
    void allProgramsOnThisMachineReadIt() throws Exception {
        Path zip = write(out -> {
            out.directory("日本語/");
            put(out, "日本語/ファイル.txt", CONTENT);
            put(out, "empty", "");
        });

        assertThat(run("unzip", "-t", zip.toString())).isIn(0, MISSING);
        assertThat(run("python3", "-c", PYTHON, zip.toString())).isIn(0, MISSING);
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            assertThat(in.getNextEntry()).isNotNull();
            assertThat(in.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("日本語/ファイル.txt");
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo(CONTENT);
            assertThat(in.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("empty");
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @Test
    void moreEntriesThanSixteenBitsCountAreAllFound() throws Exception {
        Path zip = write(out -> {
            for (int i = 0; i < 70_000; i++) {
                out.directory(i + "/");
            }
        });

        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.size()).isEqualTo(70_000);
            assertThat(file.getEntry("69999/")).isNotNull();
        }
        assertThat(run("unzip", "-tq", zip.toString())).isIn(0, MISSING);
    }

    @Test
    void equalContentGivesEqualBytes() throws Exception {
        assertThat(write(out -> put(out, "a", CONTENT))).hasSameBinaryContentAs(write(out -> put(out, "a", CONTENT)));
    }

    private static final int MISSING = 127;

    private static final String PYTHON =
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); sys.exit(z.testzip() is not None or len(z.namelist()) != 3)";

    /** The exit code; 127 if the program is not installed. */
    private static int run(String... command) throws Exception {
        List<String> quietly = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" >/dev/null 2>&1", "sh"));
        quietly.addAll(List.of(command));
        Process process = new ProcessBuilder(quietly).start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void put(ZipWriter out, String name, String content) throws IOException {
        try (OutputStream entry = out.file(name)) {
            entry.write(content.getBytes(UTF_8));
        }
    }

    interface Content {
        void writeTo(ZipWriter zip) throws IOException;
    }

    private Path write(Content content) throws IOException {
        return write(ForkJoinPool.commonPool(), content);
    }

    private Path write(Executor helpers, Content content) throws IOException {
        Path file = Files.createTempFile(directory, "test", ".zip");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                SpoolFile spool = new SpoolFile(directory);
                ZipWriter zip = new ZipWriter(out, spool, helpers)) {
            content.writeTo(zip);
            zip.finish();
        }
        assertThat(Files.size(file)).isPositive();
        return file;
    }
}
