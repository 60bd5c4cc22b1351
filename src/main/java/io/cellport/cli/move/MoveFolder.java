package io.cellport.cli.move;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.transfer.UploadMemory;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a move keeps on the disk until it is done, so that another call goes on with it: the snapshot, or its beginning,
 * and a note about it. Only its owner can read it. Blocks; immutable.
 */
public record MoveFolder(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Opens the folder, and makes it if it is missing. */
    public static MoveFolder open(Path path) {
        try {
            if (Files.notExists(path)) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.createDirectory(path);
                if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                }
            }
            return new MoveFolder(path);
        } catch (IOException e) {
            throw new CommandException("The directory " + path + " cannot be made");
        }
    }

    /** The snapshot; complete once {@link #isComplete}. */
    public Path snapshot() {
        return path.resolve("snapshot.zip");
    }

    /** Where the snapshot is until it is complete. */
    Path part() {
        return path.resolve("snapshot.part");
    }

    boolean isComplete() {
        return Files.exists(snapshot());
    }

    /**
     * What is known of the snapshot at the source.
     *
     * @param name its name, which is chosen before the export is started, so that no call exports twice
     * @param tag entity tag of the bytes in {@link #part}
     */
    record Note(String name, String tag) {}

    Optional<Note> note() {
        try {
            if (Files.notExists(noteFile())) {
                return Optional.empty();
            }
            JsonNode json = JSON.readTree(noteFile().toFile());
            return Optional.of(new Note(
                    SourceCell.checkedName(json.path("name").asText()),
                    json.path("tag").asText()));
        } catch (IOException e) {
            throw unusable();
        }
    }

    void note(Note note) {
        try {
            Path written = path.resolve("note.new");
            Files.writeString(written, JSON.writeValueAsString(Map.of("name", note.name(), "tag", note.tag())));
            Files.move(written, noteFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable();
        }
    }

    /** The part is all of the snapshot. */
    void complete() {
        try {
            Files.move(part(), snapshot(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable();
        }
    }

    /** Deletes everything: the move is done, or must begin at the beginning. */
    void delete() {
        try {
            // The lock comes last: whoever takes it after this finds nothing else.
            for (Path file : List.of(snapshot(), part(), path.resolve("note.new"), noteFile(), upload(), lock())) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException theNextMoveBegins) {
            return;
        } catch (IOException e) {
            throw unusable();
        }
    }

    /** Held by the one move that works here. */
    Path lock() {
        return path.resolve("lock");
    }

    private Path upload() {
        return path.resolve("upload");
    }

    /** Lets another call go on with an upload. */
    UploadMemory uploads() {
        return new UploadMemory() {

            @Override
            public Optional<String> id() {
                try {
                    return Files.exists(upload()) ? Optional.of(Files.readString(upload())) : Optional.empty();
                } catch (IOException e) {
                    throw unusable();
                }
            }

            @Override
            public void remember(String id) {
                try {
                    Files.writeString(upload(), id);
                } catch (IOException e) {
                    throw unusable();
                }
            }
        };
    }

    private Path noteFile() {
        return path.resolve("note.json");
    }

    CommandException unusable() {
        return new CommandException("The directory " + path + " cannot be used");
    }
}
