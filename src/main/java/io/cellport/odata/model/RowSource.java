package io.cellport.odata.model;

/** Which rows of a generation are those of an entity set. Immutable. */
public sealed interface RowSource {

    /** The type column of the rows. */
    String type();

    /** What the rows of links call the type of these rows. */
    String linkType();

    /** All rows of a type. */
    record OfCell(String type) implements RowSource {

        @Override
        public String linkType() {
            return type;
        }
    }

    /**
     * Rows that belong to one OData collection: those whose {@code _source.n} is the id of its node.
     *
     * @param type the type of the rows, {@code Property} for example
     * @param node the id of the collection's node
     */
    record OfCollection(String type, String node) implements RowSource {

        @Override
        public String linkType() {
            return type;
        }
    }

    /**
     * User data of one entity type: rows of type {@code UserData} whose keys begin with the id of the entity type and a
     * tab.
     *
     * @param entityType the id of the row that describes the entity type
     */
    record OfEntityType(String entityType) implements RowSource {

        @Override
        public String type() {
            return "UserData";
        }

        @Override
        public String linkType() {
            return entityType;
        }
    }
}
