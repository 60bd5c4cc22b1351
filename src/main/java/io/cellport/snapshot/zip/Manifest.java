package io.cellport.snapshot.zip;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.json.NotJson;
import io.cellport.json.WholeJson;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of a snapshot. Only the version is required; the rest is for people and decides nothing.
 *
 * @param unitUrl URL of the unit that exported the snapshot
 * @param created when it was exported
 */
public record Manifest(Optional<String> unitUrl, Optional<Instant> created) {

    /** The one format version that can be imported. */
    public static final int VERSION = 2;

    /**
     * The refusal of an archive that has none: {@code PR400-MC-0001}.
     *
     * @param folder the folder, with its slash, below which the archive has one; null if it has none anywhere
     */
    static ApiException missing(@Nullable String folder) {
        return folder == null
                ? Refusal.missing(SnapshotLayout.MANIFEST)
                : Refusal.missing(SnapshotLayout.MANIFEST, folder);
    }

    /**
     * Reads a manifest.
     *
     * @throws ApiException {@code PR400-CM-0004} if it is not JSON, {@code PR400-MC-0003} if it is no object whose
     *     {@code export_version} is the integer {@value #VERSION}
     */
    static Manifest parse(byte[] utf8, Limits limits) {
        WholeJson json = new WholeJson(limits.jsonDepth(), limits.propertyBytes());
        JsonNode manifest = json.document(utf8).orElseThrow(() -> NotJson.of(utf8));
        JsonNode version = manifest.path("export_version");
        if (!version.isInt() || version.intValue() != VERSION) {
            throw ApiException.of(
                    ErrorCode.PR400_MC_0003, Integer.toString(VERSION), json.asWritten(utf8, "export_version"));
        }
        JsonNode unitUrl = manifest.path("unit_url");
        JsonNode created = manifest.path("create_date");
        return new Manifest(
                Optional.ofNullable(unitUrl.textValue()),
                created.isIntegralNumber() && created.canConvertToLong()
                        ? Optional.of(Instant.ofEpochMilli(created.longValue()))
                        : Optional.empty());
    }
}
