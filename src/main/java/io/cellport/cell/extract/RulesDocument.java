package io.cellport.cell.extract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.AccessRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * An access control list as bytes: a {@code .pmeta} with nothing but the list, of less than two MiB. No bytes stand
 * for a list that is too long. Stateless.
 */
public final class RulesDocument {

    /** Only escapes bring back halves of surrogate pairs, which a list may contain. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private RulesDocument() {}

    /** The list of the cell itself; empty if the content has none. */
    static Optional<byte[]> of(AccessContent content) {
        try {
            return content.rules().map(RulesDocument::write);
        } catch (AccessRules.TooLongException e) {
            return Optional.of(new byte[0]);
        }
    }

    static AccessRules read(byte[] document) throws AccessRules.TooLongException {
        if (document.length == 0) {
            throw new AccessRules.TooLongException();
        }
        try {
            return AccessRules.of(new ByteArrayInputStream(document));
        } catch (AccessRules.TooLongException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(AccessRules rules) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("a");
            json.writeStringField("@p.requireSchemaAuthz", rules.schemaLevel());
            json.writeArrayFieldStart("D.ace");
            writeEntries(rules.entries(), json);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Neighbours with the same privileges become one again, else a long list could grow a thousandfold. */
    private static void writeEntries(List<AccessRules.Entry> entries, JsonGenerator json) throws IOException {
        for (int from = 0, to; from < entries.size(); from = to) {
            List<String> privileges = entries.get(from).privileges();
            to = from + 1;
            while (to < entries.size() && entries.get(to).privileges().equals(privileges)) {
                to++;
            }
            json.writeStartObject();
            writePrincipals(entries.subList(from, to), json);
            writePrivileges(privileges, json);
            json.writeEndObject();
        }
    }

    /** A key may occur several times, because everybody may stand between two roles. */
    private static void writePrincipals(List<AccessRules.Entry> entries, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("D.principal");
        for (AccessRules.Entry entry : entries) {
            if (entry.role().isPresent()) {
                json.writeStringField("D.href", entry.role().get());
            } else {
                json.writeNullField("D.all");
            }
        }
        json.writeEndObject();
    }

    private static void writePrivileges(List<String> privileges, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("D.grant");
        json.writeArrayFieldStart("D.privilege");
        for (String privilege : privileges) {
            json.writeStartObject();
            json.writeNullField(privilege);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
