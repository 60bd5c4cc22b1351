package io.cellport.odata.model;

/** The type of a property's value, or of the elements of its list. Immutable. */
public enum EdmType {
    STRING("Edm.String"),
    INT32("Edm.Int32"),
    SINGLE("Edm.Single"),
    DOUBLE("Edm.Double"),
    BOOLEAN("Edm.Boolean"),
    DATE_TIME("Edm.DateTime"),

    /** An object; which members it has is said by a {@link Property.ComplexType}. */
    COMPLEX("");

    private final String edmName;

    EdmType(String edmName) {
        this.edmName = edmName;
    }

    /** The name in metadata, {@code Edm.String} for example; empty for {@link #COMPLEX}. */
    public String edmName() {
        return edmName;
    }
}
