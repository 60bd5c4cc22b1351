package io.cellport.odata.json;

import io.cellport.odata.model.Place.OfParent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values that rows have of their parents, the name of a role's box for example. The last ones are remembered, because
 * the rows of one answer have few parents. Blocks; for one thread.
 */
final class ParentValues {

    private static final int MOST_REMEMBERED = 256;

    private static final int LONGEST_REMEMBERED = 1_024;

    private final RowAccess rows;

    private final Map<Asked, Optional<String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Optional<String>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    ParentValues(RowAccess rows) {
        this.rows = rows;
    }

    private record Asked(String firstParent, OfParent place) {}

    /**
     * The text at a place of an ancestor.
     *
     * @param row the row whose ancestor is meant
     */
    Optional<String> of(JsonSlice row, OfParent place) {
        return StoredObject.at(row, List.of("l", place.parents().get(0)))
                .filter(JsonSlice::isText)
                .map(JsonSlice::text)
                .flatMap(id -> remembered(new Asked(id, place)));
    }

    private Optional<String> remembered(Asked asked) {
        Optional<String> value = known.get(asked);
        if (value != null) {
            return value;
        }
        Optional<String> found = find(asked);
        if (asked.firstParent.length() + found.map(String::length).orElse(0) <= LONGEST_REMEMBERED) {
            known.put(asked, found);
        }
        return found;
    }

    private Optional<String> find(Asked asked) {
        Optional<JsonSlice> parent = rows.entity(asked.firstParent).map(row -> JsonSlice.of(row.source()));
        List<String> further =
                asked.place.parents().subList(1, asked.place.parents().size());
        return further.isEmpty()
                ? parent.flatMap(row -> StoredObject.at(row, asked.place.path()))
                        .filter(JsonSlice::isText)
                        .map(JsonSlice::text)
                : parent.flatMap(row -> of(row, new OfParent(further, asked.place.path())));
    }
}
