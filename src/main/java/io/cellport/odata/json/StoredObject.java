package io.cellport.odata.json;

import java.util.List;
import java.util.Optional;

/**
 * A JSON object in the bytes of a row: where the values of those members are that somebody asks for. Nothing is copied,
 * however large the values are. Immutable.
 */
final class StoredObject {

    private final byte[] bytes;

    private final WantedNames wanted;

    private final int[] begins;

    private final int[] ends;

    private StoredObject(byte[] bytes, WantedNames wanted) {
        this.bytes = bytes;
        this.wanted = wanted;
        this.begins = new int[wanted.size()];
        this.ends = new int[wanted.size()];
    }

    /** The wanted members of an object; none if the value is something else. Of repeated members the last counts. */
    static StoredObject of(JsonSlice object, WantedNames wanted) {
        StoredObject found = new StoredObject(object.bytes(), wanted);
        new ObjectScan(object).find(wanted, found.begins, found.ends);
        return found;
    }

    /** The value of a member that was wanted; empty if it is absent or null. */
    Optional<JsonSlice> member(String name) {
        return member(wanted.place(name));
    }

    /** The same for the place of the member among those that are wanted; negative for one that is not. */
    Optional<JsonSlice> member(int place) {
        if (place < 0 || ends[place] == 0) {
            return Optional.empty();
        }
        JsonSlice value = new JsonSlice(bytes, begins[place], ends[place]);
        return value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** The value at a path below a value, found one object after the other. */
    static Optional<JsonSlice> at(JsonSlice value, List<String> path) {
        Optional<JsonSlice> found = Optional.of(value);
        for (String name : path) {
            WantedNames wanted = new WantedNames(List.of(name));
            found = found.flatMap(object -> of(object, wanted).member(name));
        }
        return found;
    }
}
