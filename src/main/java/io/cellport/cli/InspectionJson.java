package io.cellport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellport.imports.inspection.Inspection;
import io.cellport.imports.inspection.SnapshotContents;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.snapshot.zip.Manifest;

/** An inspection as one JSON object; its keys are those of the record of an import. Stateless. */
final class InspectionJson {

    private InspectionJson() {}

    static ObjectNode of(Inspection inspection) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("sound", inspection.isSound());
        json.put("complete", inspection.complete());
        json.put("size", inspection.bytes());
        inspection.manifest().ifPresent(manifest -> put(json, manifest));
        if (inspection.complete()) {
            put(json, inspection.contents());
            json.put("ignored_entries", inspection.ignoredEntries());
            inspection.danglingReferences().ifPresent(count -> json.put("dangling_references", count));
        }
        ArrayNode findings = json.putArray("findings");
        inspection.findings().forEach(finding -> put(findings.addObject(), finding));
        json.put("more_findings", inspection.more());
        return json;
    }

    private static void put(ObjectNode json, Manifest manifest) {
        json.put("version", Manifest.VERSION);
        manifest.created().ifPresent(time -> json.put("exported_at", time.toString()));
        manifest.unitUrl().ifPresent(url -> json.put("unit_url", url));
    }

    private static void put(ObjectNode json, SnapshotContents contents) {
        json.put("cell", contents.cell());
        contents.boxes().forEach(json.putArray("boxes")::add);
        ObjectNode entities = json.putObject("entities");
        contents.entities().forEach(entities::put);
        json.put("files", contents.files());
        json.put("file_bytes", contents.fileBytes());
    }

    private static void put(ObjectNode json, ImportFailure finding) {
        json.put("code", finding.error().code().code());
        json.put("message", finding.error().text());
        if (finding.entry() != null) {
            json.put("entry", finding.entry());
        }
        if (finding.line() > 0) {
            json.put("line", finding.line());
        }
    }
}
