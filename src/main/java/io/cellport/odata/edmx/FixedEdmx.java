package io.cellport.odata.edmx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The metadata of the services whose types are the same everywhere. Immutable. */
public enum FixedEdmx {
    /** {@code __ctl} of a cell. */
    CELL_CONTROL("cell-control.xml"),

    /** {@code $metadata} of a collection, which is itself a service of the types that describe types. */
    SCHEMA("schema.xml");

    private final String document;

    FixedEdmx(String file) {
        try (InputStream in = Objects.requireNonNull(FixedEdmx.class.getResourceAsStream(file), file)) {
            this.document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The document in UTF-8. */
    public byte[] document() {
        return document.getBytes(StandardCharsets.UTF_8);
    }
}
