package io.cellport.imports.inspection;

import io.cellport.cell.construction.GenerationFlaws;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.loader.SnapshotLoader;
import io.cellport.snapshot.zip.SnapshotLayout;

/** Says of the flaws of a generation what an import says of the first. For one thread. */
record FlawFindings(Findings findings) implements GenerationFlaws.Listener {

    @Override
    public void laterEntity(String type, byte[] source) {
        findings.add(new ImportFailure(
                ApiError.of(ErrorCode.PR409_OD_0003), SnapshotLayout.fileOf(type), InspectedRows.line(source)));
    }

    @Override
    public void laterFile(String path) {
        findings.add(new ImportFailure(ApiError.of(ErrorCode.PR409_OD_0003), SnapshotLayout.WEBDAV + path, 0));
    }

    @Override
    public void missingFile(String path) {
        findings.add(SnapshotLoader.boxWithoutDirectory(path));
    }
}
