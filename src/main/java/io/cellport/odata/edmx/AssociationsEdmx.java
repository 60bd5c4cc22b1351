package io.cellport.odata.edmx;

import io.cellport.odata.schema.UserSchema;
import io.cellport.odata.schema.UserSchema.Association;
import io.cellport.odata.schema.UserSchema.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What leads from one type of a user's schema to another. Immutable. */
final class AssociationsEdmx {

    private final List<Named> associations = new ArrayList<>();

    /** The navigations from each type, by its name. */
    private final Map<String, List<Navigation>> navigations = new HashMap<>();

    private record Named(String name, End first, End second) {}

    private record Navigation(String association, End from, End to) {}

    AssociationsEdmx(UserSchema schema) {
        for (Association association : schema.associations()) {
            // The reference forgets at an import that an end belongs to one that comes later, and puts the other first.
            End first = association.second();
            End second = association.first();
            Named named = new Named(first.entityType() + "-" + second.entityType() + "-assoc", first, second);
            associations.add(named);
            add(new Navigation(named.name(), first, second));
            add(new Navigation(named.name(), second, first));
        }
        navigations
                .values()
                .forEach(of -> of.sort(Comparator.comparing(way -> way.to().entityType())));
    }

    private void add(Navigation navigation) {
        navigations
                .computeIfAbsent(navigation.from().entityType(), type -> new ArrayList<>())
                .add(navigation);
    }

    Stream<Consumer<XmlPieces>> navigations(String type) {
        return navigations.getOrDefault(type, List.of()).stream()
                .map(way -> xml -> xml.empty(
                        "NavigationProperty",
                        "Name",
                        "_" + way.to().entityType(),
                        "Relationship",
                        qualified(way.association()),
                        "FromRole",
                        role(way.from()),
                        "ToRole",
                        role(way.to())));
    }

    Stream<Consumer<XmlPieces>> associations() {
        return associations.stream().map(named -> xml -> {
            xml.start("Association", "Name", named.name());
            end(xml, named.first());
            end(xml, named.second());
            xml.end();
        });
    }

    private static void end(XmlPieces xml, End end) {
        xml.empty("End", "Role", role(end), "Type", qualified(end.entityType()), "Multiplicity", end.multiplicity());
    }

    Stream<Consumer<XmlPieces>> associationSets() {
        return associations.stream()
                .map(named ->
                        xml -> xml.start("AssociationSet", "Name", named.name(), "Association", qualified(named.name()))
                                .empty(
                                        "End",
                                        "Role",
                                        role(named.first()),
                                        "EntitySet",
                                        named.first().entityType())
                                .empty(
                                        "End",
                                        "Role",
                                        role(named.second()),
                                        "EntitySet",
                                        named.second().entityType())
                                .end());
    }

    private static String role(End end) {
        return end.entityType() + ":" + end.name();
    }

    private static String qualified(String name) {
        return UserSchema.NAMESPACE + "." + name;
    }
}
