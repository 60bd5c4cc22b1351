package io.cellport.cell.generation;

import io.cellport.error.FailureKind;
import io.cellport.error.FailureReason;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Damage to a generation file that its length and its header show. Blocks; immutable. */
public enum GenerationDamage {
    MISSING("is missing"),
    NO_GENERATION("is no generation file"),
    LENGTH("has another length than when it was sealed"),
    CONTENT("is not what was sealed");

    private final String words;

    GenerationDamage(String words) {
        this.words = words;
    }

    /**
     * Compares a file with its seal. It reads a hundred bytes, whatever the file's size.
     *
     * @throws StoreException if the file cannot be read now, or if a newer program has written it; neither is damage
     */
    public static Optional<GenerationDamage> of(Path file, Optional<GenerationSeal> seal) {
        try {
            long length = Files.size(file);
            Optional<GenerationFormat> format = GenerationFormat.of(file);
            if (format.isEmpty()) {
                return Optional.of(NO_GENERATION);
            }
            format.get().requireKnown();
            boolean isWhole = length == format.get().bytes()
                    && seal.map(GenerationSeal::bytes).orElse(length) == length;
            return isWhole ? Optional.empty() : Optional.of(LENGTH);
        } catch (NoSuchFileException e) {
            return Optional.of(MISSING);
        } catch (IOException e) {
            throw new StoreException("look at generation", e);
        }
    }

    /** Whether a failure of SQLite means that the file is damaged, and not only that it cannot be read now. */
    public static boolean isDamage(Throwable failure) {
        return FailureReason.of(failure)
                .filter(reason -> reason.kind() == FailureKind.DAMAGED)
                .isPresent();
    }

    @Override
    public String toString() {
        return words;
    }
}
