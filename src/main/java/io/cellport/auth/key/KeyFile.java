package io.cellport.auth.key;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.stream.Collectors.joining;

import io.cellport.storage.DataDirectory;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.PrivateFiles;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Keys in a data directory: {@code unit-key.pem}, readable by its owner only, and their public halves in
 * {@code unit-key.pub.pem}, the newest first. Several processes may do so at the same time. Blocks; safe for
 * several threads.
 */
public final class KeyFile implements UnitKeyStore {

    static final String PRIVATE_FILE = "unit-key.pem";

    static final String PUBLIC_FILE = "unit-key.pub.pem";

    private static final String LOCK = "unit-key.lock";

    private final Path dataDir;

    private final Path file;

    private final Clock clock;

    public KeyFile(Path dataDir) {
        this(dataDir, Clock.systemUTC());
    }

    /** The same with a clock of its own. */
    public KeyFile(Path dataDir, Clock clock) {
        this.dataDir = dataDir;
        this.file = dataDir.resolve(PRIVATE_FILE);
        this.clock = clock;
    }

    /** If several processes find no key at the same time, one makes it and all return that one. */
    @Override
    public UnitKeys open() {
        return access("opened", () -> {
            if (!Files.exists(file)) {
                createOnce();
            }
            UnitKeys keys = existing();
            if (!Files.exists(dataDir.resolve(PUBLIC_FILE))) {
                writePublicHalves(keys);
            }
            return keys;
        });
    }

    @Override
    public Optional<UnitKeys> read() {
        return access("read", this::stored);
    }

    @Override
    public UnitKeys rotate(Duration life) {
        return access("changed", () -> {
            existing();
            Path lockFile = temporaries().resolve(LOCK);
            try (FileChannel lock = PrivateFiles.open(lockFile, Set.of(CREATE, WRITE));
                    FileLock held = lock.tryLock()) {
                leaveToOwner(lockFile);
                if (held == null) {
                    throw lockedByAnother();
                }
                return rotateLocked(life);
            } catch (OverlappingFileLockException heldByThisProcess) {
                throw lockedByAnother();
            }
        });
    }

    private static StoreException lockedByAnother() {
        return new StoreException("another process is adding a key");
    }

    private UnitKeys rotateLocked(Duration life) throws IOException {
        Instant now = clock.instant();
        List<UnitKey> rotated = existing().rotated(now, life);
        Path complete = write(KeyText.write(rotated));
        leaveToOwner(complete);
        DurableFiles.rename(complete, file);
        UnitKeys keys = existing();
        writePublicHalves(keys);
        return keys;
    }

    private UnitKeys existing() throws IOException {
        return stored().orElseThrow(() -> new StoreException("there is no " + PRIVATE_FILE));
    }

    private Optional<UnitKeys> stored() throws IOException {
        try {
            List<UnitKey> keys = KeyText.parse(Files.readString(file), PRIVATE_FILE);
            return Optional.of(UnitKeys.at(clock.instant(), keys)
                    .orElseThrow(() -> new StoreException("all keys of " + PRIVATE_FILE + " are retired")));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private void createOnce() throws IOException {
        Path complete = write(KeyText.write(List.of(UnitKey.generate(Instant.EPOCH))));
        try {
            DurableFiles.link(complete, file);
        } catch (FileAlreadyExistsException anotherProcessWasFirst) {
            return;
        } finally {
            Files.deleteIfExists(complete);
        }
    }

    private void writePublicHalves(UnitKeys keys) throws IOException {
        Path complete = write(keys.all().stream().map(UnitKey::publicPem).collect(joining()));
        leaveToOwner(complete);
        DurableFiles.rename(complete, dataDir.resolve(PUBLIC_FILE));
    }

    /** Root may add a key to the directory of a server that runs as another user. */
    private void leaveToOwner(Path complete) throws IOException {
        UserPrincipal owner = Files.getOwner(file);
        if (!Files.getOwner(complete).equals(owner)) {
            Files.setOwner(complete, owner);
        }
    }

    private Path write(String text) throws IOException {
        Path complete = temporaries().resolve("unit-key-" + UUID.randomUUID());
        PrivateFiles.open(complete, Set.of(CREATE_NEW, WRITE)).close();
        return Files.writeString(complete, text, WRITE);
    }

    /** Where every start deletes what a process that died has left. */
    private Path temporaries() throws IOException {
        Path temporaries = dataDir.resolve(DataDirectory.TEMPORARIES);
        DurableFiles.createDirectories(temporaries);
        return temporaries;
    }

    @FunctionalInterface
    private interface FileAccess<T> {
        T run() throws IOException;
    }

    private <T> T access(String done, FileAccess<T> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw StorageFailure.of(PRIVATE_FILE + " cannot be " + done, e, dataDir);
        }
    }
}
