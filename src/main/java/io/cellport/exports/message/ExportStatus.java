package io.cellport.exports.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the export of a cell stands, in the words of the Personium API ({@code GET __export}).
 *
 * @param startedAt when the active export was accepted; null if none is active
 * @param percent whole percent, 0 to 99; 0 if none is active
 * @param name the snapshot's name without {@code .zip}; null if none is active
 */
public record ExportStatus(
        @Nullable Instant startedAt, int percent, @Nullable String name) {

    /** No export is active. */
    public static final ExportStatus READY = new ExportStatus(null, 0, null);

    @JsonIgnore
    public boolean isActive() {
        return startedAt != null;
    }

    /** The text of the {@code status} key. */
    @JsonIgnore
    public String text() {
        return isActive() ? "exportation in progress" : "ready";
    }
}
