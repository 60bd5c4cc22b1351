package io.cellport.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Where SQLite's driver unpacks its native library. A process that is killed leaves it behind, and the system's directory
 * of temporaries may be read-only, so it goes into the data directory, where the next start deletes it. Blocks.
 */
final class NativeLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    /** Read by the driver when it loads its library, once in a process. */
    private static final String PROPERTY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /** Where it goes in a data directory; made if need be. */
    static Path directory(Path data) throws IOException {
        Path directory = data.resolve("lib").toAbsolutePath();
        PrivateFiles.createDirectory(directory);
        return directory;
    }

    /**
     * Unpacks the library in that directory, which is locked, unless the operator has named another place; deletes what
     * earlier processes have left there.
     *
     * @throws StoreException if it cannot be loaded
     */
    static void unpackIn(Path directory) throws IOException {
        String present = System.getProperty(PROPERTY);
        content(directory).forEach(NativeLibrary::delete);
        if (present == null || Files.notExists(Path.of(present))) {
            System.setProperty(PROPERTY, directory.toString());
        }
        load();
        for (Path file : content(directory)) {
            PrivateFiles.tighten(file);
        }
    }

    private static void load() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            // The driver declares no narrower one.
            throw new StoreException("SQLite's native library cannot be loaded", e);
        }
    }

    private static List<Path> content(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "sqlite-*")) {
            files.forEach(found::add);
        }
        return found;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            // Windows does not delete a library that this process has loaded for an earlier unit.
            LOG.debug("a library stays until the next start", e);
        }
    }
}
