package io.cellport.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Knows what of a directory a power loss may take: contents that were not forced to the disk, and names whose directory
 * was not. It sees only what is done through {@link #wrap}. Safe for several threads.
 */
public final class UnsyncedFiles implements FileWatch {

    private final WatchedFiles files = new WatchedFiles(this);
    private final Path stash;
    private final Set<Path> contents = new LinkedHashSet<>();
    private final Set<Path> created = new LinkedHashSet<>();

    /** New names of moved files, and their old ones. */
    private final Map<Path, Path> moved = new LinkedHashMap<>();

    /** Names of deleted files, and where their contents are kept. */
    private final Map<Path, Path> deleted = new LinkedHashMap<>();

    private final List<Path> namedTooEarly = new ArrayList<>();

    /** @param stash a new directory for what is deleted and may come back */
    public UnsyncedFiles(Path stash) {
        this.stash = stash;
    }

    public Path wrap(Path path) {
        return files.wrap(path);
    }

    /** Every file and directory that a power loss may take or change now, or could have since it was named. */
    public synchronized Set<Path> unsafe() {
        Set<Path> unsafe = new TreeSet<>(contents);
        unsafe.addAll(created);
        unsafe.addAll(moved.keySet());
        unsafe.addAll(namedTooEarly);
        return unsafe;
    }

    @Override
    public synchronized <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
        boolean isNew = operation == Operation.CREATE && !Files.exists(file);
        if (operation == Operation.DELETE && Files.isRegularFile(file)) {
            Files.createDirectories(stash);
            Path kept = stash.resolve(Integer.toString(deleted.size()) + '-' + file.getFileName());
            Files.deleteIfExists(kept);
            Files.createLink(kept, file);
            deleted.put(file, kept);
        }
        T result = call.run();
        switch (operation) {
            case CREATE -> {
                if (isNew) {
                    created.add(file);
                }
            }
            case CREATE_DIRECTORY -> created.add(file);
            case WRITE -> contents.add(file);
            case FORCE -> forced(file);
            case MOVE, LINK -> named(operation, file, target);
            case DELETE -> forget(file);
            default -> {}
        }
        return result;
    }

    private void forced(Path file) {
        contents.remove(file);
        created.removeIf(name -> file.equals(name.getParent()));
        moved.keySet().removeIf(name -> file.equals(name.getParent()));
        deleted.keySet().removeIf(name -> file.equals(name.getParent()));
    }

    private void named(Operation operation, Path file, Path target) {
        if (contents.contains(file)) {
            namedTooEarly.add(target);
            contents.add(target);
        }
        if (operation == Operation.MOVE) {
            forget(file);
            moved.put(target, file);
        } else {
            created.add(target);
        }
    }

    private void forget(Path file) {
        contents.remove(file);
        created.remove(file);
        moved.remove(file);
    }

    /** Takes from a copy of {@code root} what a power loss at this moment might take, as chance decides. */
    public synchronized void loseFrom(Path copy, Path root, Random random) {
        try {
            for (Path file : contents) {
                Path copied = copy.resolve(root.relativize(file));
                if (Files.exists(copied)) {
                    cut(copied, random);
                }
            }
            for (Map.Entry<Path, Path> move : moved.entrySet()) {
                if (random.nextBoolean()) {
                    Path old = copy.resolve(root.relativize(move.getValue()));
                    Files.move(copy.resolve(root.relativize(move.getKey())), old);
                }
            }
            for (Map.Entry<Path, Path> back : deleted.entrySet()) {
                Path copied = copy.resolve(root.relativize(back.getKey()));
                if (random.nextBoolean() && !Files.exists(copied) && Files.isDirectory(copied.getParent())) {
                    Files.copy(back.getValue(), copied);
                }
            }
            for (Path name : created) {
                Path copied = copy.resolve(root.relativize(name));
                if (random.nextBoolean() && Files.exists(copied)) {
                    delete(copied);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cut(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] left = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        if (random.nextBoolean()) {
            Arrays.fill(left, random.nextInt(left.length + 1), left.length, (byte) 0);
        }
        Files.write(file, left);
    }

    private static void delete(Path path) throws IOException {
        try (var below = Files.walk(path)) {
            for (Path file :
                    below.sorted((a, b) -> b.toString().compareTo(a.toString())).toList()) {
                Files.delete(file);
            }
        }
    }
}
