package io.cellport.cell.generation;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * The counts of a generation.
 *
 * @param entities number of entities per type
 * @param files number of files
 * @param fileBytes bytes of all files
 * @param danglingReferences number of links and parent ids that point to no entity
 */
public record GenerationSummary(SortedMap<String, Long> entities, long files, long fileBytes, long danglingReferences) {

    /** The same counts in the form of {@link Checkpoint#counts}. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>(entities);
        if (files > 0) {
            counts.put(Checkpoint.FILES, files);
        }
        return counts;
    }
}
