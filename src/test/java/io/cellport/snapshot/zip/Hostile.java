package io.cellport.snapshot.zip;

import static io.cellport.error.ErrorCode.PR400_MC_0004;
import static io.cellport.error.ErrorCode.PR400_MC_0005;
import static io.cellport.error.ErrorCode.PR400_MC_0006;

import io.cellport.config.Limits;
import io.cellport.error.ErrorCode;
import io.cellport.snapshot.zip.RawZip.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A snapshot that must not be imported.
 *
 * @param code the error that says so
 * @param text part of the error's text
 * @param atOpen whether opening refuses it, not only reading the entry
 */
public record Hostile(String name, ErrorCode code, String text, boolean atOpen, Limits limits, Writing writing) {

    /** All that are judged without a look at their JSON lines. */
    public static Stream<Hostile> archives() {
        return Stream.of(HostileContainers.all(), HostileEntries.all(), HostileManifests.all())
                .flatMap(group -> group);
    }

    /** A box and a file of every snapshot here. */
    static final String BOX = "20_webdav/" + SnapshotBuilder.snapshot().boxId(0) + '/';

    static final String FILE = BOX + "a.txt/content";

    /** Sound but for what the test does to it. */
    static SnapshotBuilder sound() {
        return SnapshotBuilder.snapshot().bigFile("a.txt", 100_000, Content.lines(100_000));
    }

    /** {@link #sound} but for the central header of {@link #FILE}. */
    static SnapshotBuilder lying(Consumer<RawHeader> lie) {
        return sound().lie(FILE, entry -> entry.central(lie));
    }

    static Hostile of(String name, ErrorCode code, String text, Writing writing) {
        return new Hostile(name, code, text, true, Limits.DEFAULT, writing);
    }

    static Hostile of(String name, ErrorCode code, String text, SnapshotBuilder snapshot) {
        return of(name, code, text, snapshot::writeTo);
    }

    static Hostile noZip(String name, Writing writing) {
        return of(name, PR400_MC_0004, "is not zip file", writing);
    }

    static Hostile noZip(String name, SnapshotBuilder snapshot) {
        return noZip(name, snapshot::writeTo);
    }

    /** A sound snapshot whose bytes were changed as a whole. */
    static Hostile changed(String name, UnaryOperator<byte[]> change) {
        return noZip(name, file -> {
            byte[] bytes = Files.readAllBytes(sound().writeTo(file));
            Files.write(file, change.apply(bytes));
        });
    }

    static Hostile damaged(String name, String reason, SnapshotBuilder snapshot) {
        return of(name, PR400_MC_0005, reason, snapshot);
    }

    static Hostile exceeding(String name, String limit, SnapshotBuilder snapshot) {
        return of(name, PR400_MC_0006, "the limit [" + limit + ']', snapshot);
    }

    /** The same with another part of the error's text. */
    Hostile saying(String other) {
        return new Hostile(name, code, other, atOpen, limits, writing);
    }

    Hostile whileReading() {
        return new Hostile(name, code, text, false, limits, writing);
    }

    Hostile under(long entries, long inflatedBytes, long entryBytes) {
        Limits d = Limits.DEFAULT;
        Limits tight = new Limits(
                d.snapshotBytes(),
                d.requestBodyBytes(),
                entries,
                inflatedBytes,
                entryBytes,
                d.compressionRatio(),
                d.pathDepth(),
                d.pathBytes(),
                d.lineBytes(),
                d.jsonDepth(),
                d.propertyBytes(),
                d.snapshotsPerCell(),
                d.indexBytes());
        return new Hostile(name, code, text, atOpen, tight, writing);
    }

    /** Makes the file. */
    public void writeTo(Path file) throws IOException {
        writing.to(file);
    }

    @Override
    public String toString() {
        return name;
    }
}
