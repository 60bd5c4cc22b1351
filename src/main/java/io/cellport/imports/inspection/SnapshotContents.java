package io.cellport.imports.inspection;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot holds, as the record of an import counts it. Lines and files that are faulty are not counted.
 *
 * @param cell name of the cell; empty if it has none
 * @param boxes names of the boxes in the order of their lines; the first {@value #MOST_BOXES}
 * @param entities number of entities per type
 * @param files number of files
 * @param fileBytes bytes of all files
 */
public record SnapshotContents(
        String cell, List<String> boxes, SortedMap<String, Long> entities, long files, long fileBytes) {

    /** Most names of boxes. */
    public static final int MOST_BOXES = 100;

    /** That of a snapshot which could not be read. */
    static final SnapshotContents NONE = new SnapshotContents("", List.of(), new TreeMap<>(), 0, 0);

    /** Copies what it is given. */
    public SnapshotContents {
        boxes = List.copyOf(boxes);
        entities = Collections.unmodifiableSortedMap(new TreeMap<>(entities));
    }
}
