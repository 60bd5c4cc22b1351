package io.cellport.odata.rows;

import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.Place;
import io.cellport.odata.model.Property;
import java.util.List;

/**
 * The value of a property as SQL: text for strings, 0 or 1 for truth values, numbers for the others, moments in
 * milliseconds. Numbers and truth values may be stored as texts. What has not the type of its property is null.
 * Stateless.
 */
final class PropertyValue {

    private PropertyValue() {}

    /** The value in a row of {@code entity}; null for lists and objects. */
    static Sql of(Property property, Sql source) {
        return property.isList() ? Sql.of("NULL") : at(property.place(), property.type(), source);
    }

    /** The {@code _source} of a row as a text, because SQLite would take a blob for its own binary JSON. */
    static Sql source(String row) {
        return Sql.of("CAST(" + row + ".source AS TEXT)");
    }

    private static Sql at(Place place, EdmType type, Sql source) {
        if (place instanceof Place.Stored stored) {
            String path = JsonPath.of(stored.path());
            return typed(type, Sql.of("json_type({}, ?)", source, path), Sql.of("json_extract({}, ?)", source, path));
        }
        Place.OfParent parent = (Place.OfParent) place;
        return ofParent(parent.parents(), parent.path(), type, source);
    }

    private static Sql ofParent(List<String> parents, List<String> path, EdmType type, Sql source) {
        if (parents.isEmpty()) {
            return at(new Place.Stored(path), type, source);
        }
        String alias = "parent" + parents.size();
        Sql value = ofParent(parents.subList(1, parents.size()), path, type, source(alias));
        Sql id = Sql.of("json_extract({}, ?)", source, JsonPath.of(List.of("l", parents.get(0))));
        return Sql.of("(SELECT {} FROM entity AS " + alias + " WHERE " + alias + ".id = {})", value, id);
    }

    /** Where an element of a list passes a test about {@link #ofElement}: {@code FROM} and {@code WHERE}. */
    static Sql elements(Property list, Sql source, Sql test) {
        return Sql.of("FROM {} AND {}", each(list, source, "WHERE"), test);
    }

    /** The elements, to be joined with their row. */
    static Sql joined(Property list, Sql source) {
        return each(list, source, "ON");
    }

    /** A single value is a list of one, and an object is none. */
    private static Sql each(Property list, Sql source, String condition) {
        return Sql.of(
                "json_each({}, ?) AS element " + condition + " typeof(element.key) <> 'text'",
                source,
                JsonPath.of(((Place.Stored) list.place()).path()));
    }

    /** The value of one of the elements. */
    static Sql ofElement(EdmType type) {
        return typed(type, Sql.of("element.type"), Sql.of("element.atom"));
    }

    private static Sql typed(EdmType type, Sql jsonType, Sql value) {
        return switch (type) {
            case STRING -> Sql.of("CASE {} WHEN 'text' THEN {} END", jsonType, value);
            case BOOLEAN -> Sql.of("""
                    CASE {} WHEN 'true' THEN 1 WHEN 'false' THEN 0
                      WHEN 'text' THEN CASE {} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END END""", jsonType, value);
            case INT32, DATE_TIME -> number(jsonType, value);
            case SINGLE, DOUBLE -> Sql.of("CAST({} AS REAL)", number(jsonType, value));
            case COMPLEX -> Sql.of("NULL");
        };
    }

    private static Sql number(Sql jsonType, Sql value) {
        return Sql.of("""
                CASE {} WHEN 'integer' THEN {} WHEN 'real' THEN {}
                  WHEN 'text' THEN CASE WHEN json_valid({}) THEN
                    CASE json_type({}) WHEN 'integer' THEN json_extract({}, '$') WHEN 'real' THEN json_extract({}, '$') END END
                  END""", jsonType, value, value, value, value, value, value);
    }
}
