package io.cellport.odata.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object in the bytes of a row: where the values of those members are that somebody asks for. Nothing is copied,
 * however large the values are. Immutable.
 */
final class StoredObject {

    private static final StoredObject EMPTY = new StoredObject(Map.of());

    private final Map<String, JsonSlice> members;

    private StoredObject(Map<String, JsonSlice> members) {
        this.members = members;
    }

    /** The wanted members of an object; none if the value is something else. Of repeated members the last counts. */
    static StoredObject of(JsonSlice object, Set<String> wanted) {
        Map<String, JsonSlice> members = new HashMap<>();
        try (JsonParser parser = object.parser()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return EMPTY;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                long begin = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                if (wanted.contains(name)) {
                    members.put(
                            name, object.part(begin, parser.currentLocation().getByteOffset()));
                }
            }
            return new StoredObject(members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a member that was wanted; empty if it is absent or null. */
    Optional<JsonSlice> member(String name) {
        return Optional.ofNullable(members.get(name)).filter(value -> !value.isNull());
    }

    /** The value at a path below a value, found one object after the other. */
    static Optional<JsonSlice> at(JsonSlice value, List<String> path) {
        Optional<JsonSlice> found = Optional.of(value);
        for (String name : path) {
            found = found.flatMap(object -> of(object, Set.of(name)).member(name));
        }
        return found;
    }
}
