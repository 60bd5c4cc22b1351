package io.cellport.imports.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cellport.error.ApiError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the import into a cell stands, in the words of the Personium API ({@code GET __import}).
 *
 * @param phase one of the three statuses
 * @param startedAt when the run was accepted; null when ready
 * @param percent whole percent, 0 to 99; 0 when ready
 * @param name the snapshot's name without {@code .zip}; null when ready
 * @param error why the run failed; null unless failed
 */
public record ImportStatus(
        Phase phase,
        @Nullable Instant startedAt,
        int percent,
        @Nullable String name,
        @Nullable ApiError error) {

    /** No run is active, and no failed run decides the status. */
    public static final ImportStatus READY = new ImportStatus(Phase.READY, null, 0, null, null);

    public static ImportStatus inProgress(Instant startedAt, int percent, String name) {
        return new ImportStatus(Phase.IN_PROGRESS, startedAt, percent, name, null);
    }

    public static ImportStatus failed(Instant startedAt, int percent, String name, ApiError error) {
        return new ImportStatus(Phase.FAILED, startedAt, percent, name, error);
    }

    /** The same run at that percentage. */
    public ImportStatus at(int reached) {
        return reached == percent ? this : new ImportStatus(phase, startedAt, reached, name, error);
    }

    @JsonIgnore
    public boolean isActive() {
        return phase == Phase.IN_PROGRESS;
    }

    /** What WebDAV clients are told of the cell: {@code normal}, or that the last import failed. */
    public String ofCell() {
        return phase == Phase.FAILED ? phase.text() : "normal";
    }

    /** The three statuses with their wire text. */
    public enum Phase {
        READY("ready"),
        IN_PROGRESS("importation in progress"),
        FAILED("import failed");

        private final String text;

        Phase(String text) {
            this.text = text;
        }

        /** The text of the {@code status} key. */
        public String text() {
            return text;
        }
    }
}
