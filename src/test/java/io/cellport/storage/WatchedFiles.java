package io.cellport.storage;

import io.cellport.storage.FileWatch.Operation;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The default file system behind paths of which every operation passes through a {@link FileWatch}. */
public final class WatchedFiles extends FileSystemProvider {

    private final FileWatch watch;
    private final FileSystem system = new Watched();

    public WatchedFiles(FileWatch watch) {
        this.watch = watch;
    }

    /** The same path, watched. */
    public Path wrap(Path path) {
        return path == null
                ? null
                : (Path) Proxy.newProxyInstance(
                        Path.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("getFileSystem")) {
                                return system;
                            }
                            try {
                                Object[] plain = arguments == null
                                        ? null
                                        : Arrays.stream(arguments)
                                                .map(WatchedFiles::plain)
                                                .toArray();
                                Object result = method.invoke(path, plain);
                                return result instanceof Path found ? wrap(found) : result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static Object plain(Object path) {
        return path instanceof Path && Proxy.isProxyClass(path.getClass()) ? Path.of(path.toString()) : path;
    }

    private static Path real(Path path) {
        return (Path) plain(path);
    }

    private static FileSystemProvider real() {
        return Path.of("/").getFileSystem().provider();
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Operation kind = options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW)
                ? Operation.CREATE
                : Operation.OPEN;
        FileChannel channel =
                watch.around(kind, real(path), () -> real().newFileChannel(real(path), options, attributes));
        return new WatchedChannel(channel, real(path), watch);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> found = watch.around(Operation.LOOK, real(directory), () -> list(directory, filter));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    private List<Path> list(Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = real().newDirectoryStream(real(directory), filter)) {
            files.forEach(file -> found.add(wrap(file)));
        }
        return found;
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        watch.around(Operation.CREATE_DIRECTORY, real(directory), () -> {
            real().createDirectory(real(directory), attributes);
            return null;
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        watch.around(Operation.DELETE, real(path), () -> {
            real().delete(real(path));
            return null;
        });
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        watch.around(Operation.MOVE, real(source), real(target), () -> {
            real().move(real(source), real(target), options);
            return null;
        });
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        watch.around(Operation.LINK, real(existing), real(link), () -> {
            real().createLink(real(link), real(existing));
            return null;
        });
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return watch.around(Operation.LOOK, real(path), () -> real().getFileStore(real(path)));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return watch.around(Operation.LOOK, real(path), () -> real().readAttributes(real(path), type, options));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return watch.around(Operation.LOOK, real(path), () -> real().readAttributes(real(path), names, options));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        watch.around(Operation.LOOK, real(path), () -> {
            real().checkAccess(real(path), modes);
            return null;
        });
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        watch.around(Operation.LOOK, real(path), () -> {
            real().setAttribute(real(path), name, value, options);
            return null;
        });
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real().getFileAttributeView(real(path), type, options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real().isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real().isHidden(real(path));
    }

    @Override
    public String getScheme() {
        return "watched";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        return system;
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    private final class Watched extends FileSystem {

        private final FileSystem real = Path.of("/").getFileSystem();

        @Override
        public FileSystemProvider provider() {
            return WatchedFiles.this;
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return real.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return real.getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return real.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return real.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return wrap(real.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            return real.getPathMatcher(pattern);
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return real.getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() throws IOException {
            return real.newWatchService();
        }
    }
}
