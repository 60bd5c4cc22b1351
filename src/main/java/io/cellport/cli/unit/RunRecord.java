package io.cellport.cli.unit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellport.cli.terminal.Amounts;
import io.cellport.cli.terminal.PlainText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a unit has on record of an import or export.
 *
 * @param json the record as the unit gives it
 */
public record RunRecord(JsonNode json) {

    private static final String COMPLETED = "Completed";

    private static final String FAILED = "Failed";

    private static final Set<String> ENDED = Set.of(COMPLETED, FAILED, "Cancelled");

    private static final Set<String> ACTIVE = Set.of("Accepted", "Importing", "Activating", "Interrupted", "Exporting");

    /** Reads a record; empty if its state is none that a run can have. */
    static Optional<RunRecord> of(JsonNode json) {
        RunRecord run = new RunRecord(json);
        return ACTIVE.contains(run.state()) || ENDED.contains(run.state()) ? Optional.of(run) : Optional.empty();
    }

    /**
     * What there is to say of an import at a server without records of imports.
     *
     * @param report what it says of the cell
     * @param isOfThis whether that is about this import, and not about the time before
     */
    public static RunRecord ofStatus(StatusReport report, boolean isOfThis) {
        String state = report.isFailed() ? FAILED : report.isActive() ? "Importing" : COMPLETED;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", isOfThis ? state : "Accepted")
                .put("snapshot", report.snapshot())
                .put("percent", isOfThis ? report.percent() : 0);
        if (isOfThis && report.isFailed()) {
            json.set("error", report.json().path("message"));
        }
        return new RunRecord(json);
    }

    /** The id of the import or export; empty if the server keeps no records. */
    public String id() {
        return text("import_id").isEmpty() ? text("export_id") : text("import_id");
    }

    public String state() {
        return text("state");
    }

    /** The name of the snapshot without {@code .zip}. */
    public String snapshot() {
        return text("snapshot").isEmpty() ? text("name") : text("snapshot");
    }

    /** 0 to 100. */
    public int percent() {
        return json.path("percent").asInt();
    }

    /** When it was accepted, in the unit's words. */
    public String acceptedAt() {
        return text("accepted_at");
    }

    public boolean isDryRun() {
        return json.path("validate_only").asBoolean();
    }

    public boolean isActive() {
        return ACTIVE.contains(state());
    }

    public boolean isCompleted() {
        return state().equals(COMPLETED);
    }

    public boolean isFailed() {
        return state().equals(FAILED);
    }

    /** Code and text of a failure, and the entry and line of the snapshot where it is; empty if there is none. */
    public String failure() {
        JsonNode error = json.path("error");
        JsonNode what = error.has("error") ? error.path("error") : error;
        String reason = what.path("code").asText() + " "
                + what.path("message").path("value").asText();
        String entry = error.path("entry").asText("");
        if (entry.isEmpty() || error.path("entry").isNull()) {
            return PlainText.of(reason.strip());
        }
        String line = error.path("line").isIntegralNumber()
                ? ", line " + error.path("line").asLong()
                : "";
        return PlainText.of("%s (%s%s)".formatted(reason.strip(), entry, line));
    }

    /** How long it has been going on. */
    public Duration age(Instant now) {
        return time(json.path("started_at"))
                .or(() -> time(json.path("accepted_at")))
                .map(start -> Duration.between(start, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /** The rate, and how long it will still take; empty if the unit says neither. */
    public String pace(Instant now) {
        JsonNode rate = json.path("bytes_per_second");
        String speed = rate.isIntegralNumber() ? Amounts.bytes(rate.asLong()) + "/s" : "";
        return time(json.path("eta").path("latest"))
                .map(end -> Duration.between(now, end))
                .filter(left -> !left.isNegative())
                .map(left -> (speed + "  " + Amounts.time(left) + " left").strip())
                .orElse(speed);
    }

    private String text(String field) {
        return json.path(field).isTextual() ? json.path(field).asText() : "";
    }

    private static Optional<Instant> time(JsonNode value) {
        try {
            return value.isTextual() ? Optional.of(Instant.parse(value.asText())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
