package io.cellport.odata.json;

import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Place.Stored;
import io.cellport.odata.model.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the rows of one set have the values of their properties, which is the same for all of them. For one thread. */
final class RowFields {

    private static final String VERSION = "u";

    private final ParentValues parents;

    private final WantedNames names;

    /** What is wanted of the object at the place of its name. */
    private final @Nullable WantedNames[] members;

    private final List<Field> fields;

    private final List<Field> keys;

    /**
     * A property and where it is stored.
     *
     * @param label its name as an answer has it, with the comma before and the colon behind
     * @param top the place among the wanted names of a row; negative if the value is in another row
     * @param member the place among those of the object there; negative if the value is not in an object
     * @param below the path from there on
     */
    record Field(Property property, byte[] label, int top, int member, List<String> below) {}

    RowFields(EntityModel model, ParentValues parents) {
        this.parents = parents;
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        wanted.put(VERSION, Set.of());
        for (Property property : model.properties()) {
            if (property.place() instanceof Stored place) {
                List<String> path = place.path();
                Set<String> within = wanted.computeIfAbsent(path.get(0), any -> new HashSet<>());
                path.stream().skip(1).limit(1).forEach(within::add);
            }
        }
        names = new WantedNames(wanted.keySet());
        members = new WantedNames[names.size()];
        wanted.forEach((name, within) -> {
            if (!within.isEmpty()) {
                members[names.place(name)] = new WantedNames(within);
            }
        });
        JsonOutput labels = new JsonOutput();
        fields = new ArrayList<>();
        for (Property property : model.properties()) {
            fields.add(field(property, labels));
        }
        keys = new ArrayList<>();
        for (String key : model.keys()) {
            keys.add(field(model.property(key).orElseThrow(), labels));
        }
    }

    private Field field(Property property, JsonOutput labels) {
        byte[] label = labels.raw(",").name(property.name()).take();
        if (!(property.place() instanceof Stored place)) {
            return new Field(property, label, -1, -1, List.of());
        }
        List<String> path = place.path();
        int top = names.place(path.get(0));
        WantedNames within = members[top];
        return path.size() == 1 || within == null
                ? new Field(property, label, top, -1, List.of())
                : new Field(property, label, top, within.place(path.get(1)), path.subList(2, path.size()));
    }

    /** All properties, in the order in which they are shown. */
    List<Field> all() {
        return fields;
    }

    /** The key properties. */
    List<Field> keys() {
        return keys;
    }

    ParentValues parents() {
        return parents;
    }

    /** The wanted names of a row. */
    WantedNames names() {
        return names;
    }

    /** Those of the object at the place of its name; null if none is wanted. */
    @Nullable
    WantedNames members(int place) {
        return members[place];
    }

    /** The place of the version among the names. */
    int version() {
        return names.place(VERSION);
    }
}
