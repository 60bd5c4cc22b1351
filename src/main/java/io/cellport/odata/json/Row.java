package io.cellport.odata.json;

import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Place.OfParent;
import io.cellport.odata.model.Place.Stored;
import io.cellport.odata.model.Property;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A row with the values of its properties. Blocks; for one thread. */
final class Row {

    private final EntityModel model;

    private final JsonSlice source;

    private final ParentValues parents;

    private final Map<String, StoredObject> objects = new HashMap<>();

    private final StoredObject top;

    private Row(StoredEntity entity, Reader reader) {
        this.model = reader.model;
        this.source = JsonSlice.of(entity.source());
        this.parents = reader.parents;
        this.top = StoredObject.of(source, reader.names);
        reader.members.forEach((name, members) -> top.member(name)
                .filter(JsonSlice::isObject)
                .ifPresent(object -> objects.put(name, StoredObject.of(object, members))));
    }

    /** Reads the rows of one set. Blocks; for one thread. */
    static final class Reader {

        private final EntityModel model;

        private final ParentValues parents;

        /** The wanted names of a row, and those within its objects. */
        private final WantedNames names;

        private final Map<String, WantedNames> members = new HashMap<>();

        Reader(EntityModel model, ParentValues parents) {
            this.model = model;
            this.parents = parents;
            Map<String, Set<String>> wanted = new HashMap<>();
            wanted.put("u", Set.of());
            for (Property property : model.properties()) {
                if (property.place() instanceof Stored place) {
                    List<String> path = place.path();
                    Set<String> within = wanted.computeIfAbsent(path.get(0), any -> new HashSet<>());
                    path.stream().skip(1).limit(1).forEach(within::add);
                }
            }
            names = new WantedNames(wanted.keySet());
            wanted.forEach((name, within) -> {
                if (!within.isEmpty()) {
                    members.put(name, new WantedNames(within));
                }
            });
        }

        Row read(StoredEntity entity) {
            return new Row(entity, this);
        }
    }

    /** Writes the value of a property. */
    void write(JsonOutput out, Property property) {
        if (property.place() instanceof OfParent place) {
            parents.of(source, place).ifPresentOrElse(out::text, () -> out.raw("null"));
        } else {
            ValueWriter.write(out, property, stored(property));
        }
    }

    /** The values of the key properties. */
    List<Optional<String>> keys() {
        return model.keys().stream().map(this::key).toList();
    }

    private Optional<String> key(String name) {
        Property property = model.property(name).orElseThrow();
        return property.place() instanceof OfParent place
                ? parents.of(source, place)
                : stored(property).map(value -> value.isText() ? value.text() : value.literal());
    }

    /** The version as OData knows it. Rows that were imported have not been changed since. */
    String etag() {
        return "W/\"1-" + top.member("u").map(JsonSlice::literal).orElse("0") + '"';
    }

    private Optional<JsonSlice> stored(Property property) {
        List<String> path = ((Stored) property.place()).path();
        if (path.size() == 1) {
            return top.member(path.get(0));
        }
        return Optional.ofNullable(objects.get(path.get(0)))
                .flatMap(object -> object.member(path.get(1)))
                .flatMap(value -> StoredObject.at(value, path.subList(2, path.size())));
    }
}
