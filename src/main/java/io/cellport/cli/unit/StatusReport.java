package io.cellport.cli.unit;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cli.terminal.PlainText;
import io.cellport.imports.message.ImportStatus.Phase;
import java.util.Arrays;
import java.util.Optional;

/**
 * The answer of {@code GET __import}. Texts that the answer lacks are empty.
 *
 * @param status the text of the {@code status} key
 * @param percent 0 to 100
 * @param error code and text of a failure
 * @param json the answer as the unit gave it
 */
public record StatusReport(String status, String startedAt, int percent, String snapshot, String error, JsonNode json) {

    /** Reads an answer; empty if its status is none that a unit has. */
    public static Optional<StatusReport> of(JsonNode body) {
        String status = body.path("status").asText();
        if (Arrays.stream(Phase.values()).noneMatch(phase -> phase.text().equals(status))) {
            return Optional.empty();
        }
        JsonNode message = body.path("message");
        String error = (message.path("code").asText() + " "
                        + message.path("message").path("value").asText())
                .strip();
        return Optional.of(new StatusReport(
                status,
                PlainText.of(body.path("started_at").asText()),
                percent(body.path("progress").asText()),
                PlainText.of(body.path("importation_name").asText()),
                PlainText.of(error),
                body));
    }

    public boolean isActive() {
        return status.equals(Phase.IN_PROGRESS.text());
    }

    public boolean isFailed() {
        return status.equals(Phase.FAILED.text());
    }

    /** The report in one line, without the error. */
    public String line() {
        return snapshot.isEmpty() ? status : "%s: %s, %d%%, since %s".formatted(status, snapshot, percent, startedAt);
    }

    private static int percent(String text) {
        return text.matches("[0-9]{1,2}%|100%") ? Integer.parseInt(text.substring(0, text.length() - 1)) : 0;
    }
}
