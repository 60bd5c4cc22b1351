package io.cellport.odata.json;

import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.json.RowFields.Field;
import io.cellport.odata.model.Place.OfParent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row with the values of its properties. Blocks; for one thread. */
final class Row {

    private final RowFields fields;

    private final JsonSlice source;

    private final StoredObject top;

    /** The objects in the row that have values of properties, each at the place of its name. */
    private final @Nullable StoredObject[] objects;

    Row(StoredEntity entity, RowFields fields) {
        this.fields = fields;
        this.source = JsonSlice.of(entity.source());
        this.top = StoredObject.of(source, fields.names());
        this.objects = new StoredObject[fields.names().size()];
        for (int place = 0; place < objects.length; place++) {
            WantedNames members = fields.members(place);
            if (members != null) {
                objects[place] = object(place, members);
            }
        }
    }

    private @Nullable StoredObject object(int place, WantedNames members) {
        return top.member(place)
                .filter(JsonSlice::isObject)
                .map(object -> StoredObject.of(object, members))
                .orElse(null);
    }

    /** Writes the value of a property. */
    void write(JsonOutput out, Field field) {
        if (field.property().place() instanceof OfParent place) {
            fields.parents().of(source, place).ifPresentOrElse(out::text, () -> out.raw("null"));
        } else {
            ValueWriter.write(out, field.property(), stored(field));
        }
    }

    /** The values of the key properties. */
    List<Optional<String>> keys() {
        List<Optional<String>> keys = new ArrayList<>(fields.keys().size());
        for (Field field : fields.keys()) {
            keys.add(
                    field.property().place() instanceof OfParent place
                            ? fields.parents().of(source, place)
                            : stored(field).map(value -> value.isText() ? value.text() : value.literal()));
        }
        return keys;
    }

    /** When it was changed, as it is stored: its version. Rows that were imported have not been changed since. */
    String version() {
        return top.member(fields.version()).map(JsonSlice::literal).orElse("0");
    }

    private Optional<JsonSlice> stored(Field field) {
        if (field.member() < 0) {
            return top.member(field.top());
        }
        StoredObject object = objects[field.top()];
        if (object == null) {
            return Optional.empty();
        }
        Optional<JsonSlice> value = object.member(field.member());
        return field.below().isEmpty() ? value : value.flatMap(found -> StoredObject.at(found, field.below()));
    }
}
