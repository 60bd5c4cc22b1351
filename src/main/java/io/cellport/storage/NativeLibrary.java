package io.cellport.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Unpacks the native library of SQLite's driver into the data directory. The system's temporary directory may be
 * read-only; and a killed process leaves the library behind, which the next start can delete here. Blocks; stateless.
 */
final class NativeLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    /** The driver reads these properties when it loads its library, once in a process. */
    private static final String PROPERTY = "org.sqlite.tmpdir";

    private static final String UNPACKED_IN = "org.sqlite.lib.path";
    private static final String UNPACKED = "org.sqlite.lib.name";

    private static final String PREFIX = "sqlite-";

    private NativeLibrary() {}

    /** The library's directory in a data directory; it is created if it is missing. */
    static Path directory(Path data) throws IOException {
        Path directory = data.resolve("lib").toAbsolutePath();
        PrivateFiles.createDirectory(directory);
        return directory;
    }

    /**
     * Unpacks the library in this directory, unless the operator has chosen another one, and deletes the libraries of
     * earlier processes. The caller must have locked the directory.
     *
     * @throws StoreException if the library cannot be loaded
     */
    static void unpackIn(Path directory) throws IOException {
        String present = System.getProperty(PROPERTY);
        content(directory).forEach(NativeLibrary::delete);
        if (present == null || Files.notExists(Path.of(present))) {
            System.setProperty(PROPERTY, directory.toString());
            if (System.getProperty(UNPACKED_IN) == null) {
                unpack(directory);
            }
        }
        load();
        for (Path file : content(directory)) {
            PrivateFiles.tighten(file);
        }
    }

    /**
     * The driver would do it, but takes 70 ms of a start longer: it compares byte by byte what it has written, and runs
     * another program to ask whether this is Android. What is not found here, it unpacks itself.
     */
    private static void unpack(Path directory) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        try (InputStream library =
                SQLiteJDBCLoader.class.getResourceAsStream("native/%s/%s".formatted(platform(), name))) {
            if (library != null) {
                Path file = Files.createTempFile(directory, PREFIX, name);
                try (OutputStream out = Files.newOutputStream(file)) {
                    library.transferTo(out);
                }
                System.setProperty(UNPACKED_IN, directory.toString());
                System.setProperty(UNPACKED, file.getFileName().toString());
            }
        }
    }

    private static String platform() {
        return System.getProperty("os.name").equals("Linux") && !OSInfo.isMusl()
                ? "Linux/" + OSInfo.getArchName()
                : OSInfo.getNativeLibFolderPathForCurrentOS();
    }

    private static void load() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            // The driver declares no narrower exception.
            throw new StoreException("SQLite's native library cannot be loaded", e);
        }
    }

    private static List<Path> content(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
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
