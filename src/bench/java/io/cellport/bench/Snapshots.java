package io.cellport.bench;

import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The snapshots that are imported; made once and kept. */
final class Snapshots {

    private Snapshots() {}

    /** User data of 285 bytes a line. */
    static Path entities(long count) throws IOException {
        SnapshotBuilder snapshot = SnapshotBuilder.snapshot().userData(1, 0);
        snapshot.with(PjsonFile.USER_DATA.path(), EntityLines.of(snapshot, count));
        return kept("entities-" + count, snapshot);
    }

    /** Files of bytes that hardly compress. */
    static Path files(int count, int bytes) throws IOException {
        return kept("files-" + count + "x" + bytes, SnapshotBuilder.snapshot().files(count, bytes));
    }

    /** One file of bytes that hardly compress. */
    static Path bigFile(long bytes) throws IOException {
        return kept("file-" + bytes, SnapshotBuilder.snapshot().bigFile("big.bin", bytes, Content.random(1, bytes)));
    }

    /** One file that compresses as text does. */
    static Path bigText(long bytes) throws IOException {
        return kept("text-" + bytes, SnapshotBuilder.snapshot().bigFile("big.txt", bytes, Content.words(1, bytes)));
    }

    private static Path kept(String name, SnapshotBuilder snapshot) throws IOException {
        Path file = Workspace.directory().resolve(name + ".zip");
        if (!Files.exists(file)) {
            System.out.println("  making " + file.getFileName());
            Path partial = snapshot.writeTo(file.resolveSibling(name + ".partial"));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }
}
