package io.cellport.imports.inspection;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.snapshot.zip.EntryFaults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The faults of a snapshot in the order in which they were met: the first ones, and the number of the rest. For one
 * thread.
 */
final class Findings implements EntryFaults {

    static final int MOST = 100;

    private final List<ImportFailure> first = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private long more;

    /** Takes the fault of an entry that is refused or missing: whatever else is said of it comes from that. */
    @Override
    public void found(ApiError error, String entry) {
        add(new ImportFailure(error, entry, 0));
        if (first.size() < MOST) {
            refused.add(entry);
        }
    }

    /** Takes a fault, unless its entry was refused. */
    void add(ImportFailure finding) {
        requireFaultOfSnapshot(finding.error());
        if (finding.entry() != null && refused.contains(finding.entry())) {
            return;
        }
        if (first.size() < MOST) {
            first.add(finding);
        } else {
            more++;
        }
    }

    /** Takes the fault that hides the rest of the snapshot, in place of the last one if there are too many. */
    void addLast(ApiError error) {
        requireFaultOfSnapshot(error);
        if (first.size() == MOST) {
            first.remove(MOST - 1);
            more++;
        }
        first.add(ImportFailure.of(error));
    }

    /** A fault of this machine says nothing about the snapshot, and ends the inspection. */
    private static void requireFaultOfSnapshot(ApiError error) {
        if (error.code().status() >= 500 && error.code() != ErrorCode.PR500_DV_0002) {
            throw new ApiException(error);
        }
    }

    List<ImportFailure> first() {
        return first;
    }

    long more() {
        return more;
    }
}
