package io.cellport.odata.schema;

import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.Relation;
import io.cellport.odata.schema.UserSchema.Association;
import io.cellport.odata.schema.UserSchema.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pairs of association ends, and what can be navigated along them. For one thread. */
final class Associations {

    private final Map<String, EndRow> ends = new LinkedHashMap<>();
    private final Map<String, EndRow> namedBy = new HashMap<>();

    /** By the id of the entity type. */
    private final Map<String, List<EndRow>> endsOfTypes = new HashMap<>();

    /** A row that describes an end, and the one that describes its entity type. */
    record EndRow(SchemaRow row, SchemaRow type) {

        End end() {
            return new End(
                    row.name(), type.name(), row.text("s", "Multiplicity").orElse("*"));
        }
    }

    Associations(List<EndRow> ends) {
        for (EndRow end : ends) {
            this.ends.put(end.row().id(), end);
            endsOfTypes
                    .computeIfAbsent(end.type().id(), type -> new ArrayList<>())
                    .add(end);
            end.row().parent("AssociationEnd").ifPresent(other -> namedBy.put(other, end));
        }
    }

    /** Each pair once; an end without a partner is left out. */
    List<Association> all() {
        List<Association> all = new ArrayList<>();
        Set<String> seconds = new HashSet<>();
        for (EndRow end : ends.values()) {
            partner(end).filter(partner -> !seconds.contains(end.row().id())).ifPresent(partner -> {
                seconds.add(partner.row().id());
                all.add(new Association(end.end(), partner.end()));
            });
        }
        return all;
    }

    /** The navigations of an entity type, by name. */
    List<Navigation> of(SchemaRow type) {
        List<Navigation> navigations = new ArrayList<>();
        for (EndRow end : endsOfTypes.getOrDefault(type.id(), List.of())) {
            partner(end).ifPresent(partner -> navigations.add(navigation(end, partner)));
        }
        navigations.sort(Comparator.comparing(Navigation::name));
        return navigations;
    }

    /** It is enough if one of the two names the other. */
    private Optional<EndRow> partner(EndRow end) {
        return end.row()
                .parent("AssociationEnd")
                .map(ends::get)
                .or(() -> Optional.ofNullable(namedBy.get(end.row().id())));
    }

    private static Navigation navigation(EndRow from, EndRow to) {
        return new Navigation("_" + to.type().name(), to.type().name(), relation(from, to));
    }

    /** Many are joined to many by links; else the row at the end that may be many names the other one, or both do. */
    private static Relation relation(EndRow from, EndRow to) {
        String fromType = from.type().id();
        String toType = to.type().id();
        if (!to.end().isMany()) {
            return new Relation.ListedParent(toType);
        }
        return from.end().isMany() ? new Relation.Links(fromType, toType) : new Relation.ListedChildren(fromType);
    }
}
