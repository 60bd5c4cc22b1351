package io.cellport.cell.generation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The access control list of a {@code .pmeta}: WebDAV XML turned into JSON, see "Cell ACL" in the Personium API.
 * Anything in it that is not an entry grants nothing. Its size is bounded, see {@link #read}. Immutable.
 *
 * @param schemaLevel the level that a caller's application must have: {@code none} for any application, {@code public}
 *     or {@code confidential} for an authenticated one; empty if the list above this one decides
 * @param entries the entries in the order of the list
 */
public record AccessRules(String schemaLevel, List<Entry> entries) {

    /** Grants nothing. */
    public static final AccessRules EMPTY = new AccessRules("", List.of());

    /** Most principals; one that several entries name counts several times. */
    public static final int MAX_PRINCIPALS = 1_024;

    /** Most pairs of a principal and a privilege. */
    public static final int MAX_GRANTS = 2_048;

    /** Most characters of roles' ids and privileges' names together. */
    public static final int MAX_CHARACTERS = 256 << 10;

    private static final JsonFactory PARSERS = new JsonFactory();

    /** Copies the entries, which keep their order. */
    public AccessRules {
        entries = List.copyOf(entries);
    }

    /**
     * The privileges of one principal.
     *
     * @param role id of the role; empty for everybody
     * @param privileges names of privileges, each after the letter of its namespace and a dot
     */
    public record Entry(Optional<String> role, List<String> privileges) {

        /** Copies the privileges, which keep their order. */
        public Entry {
            privileges = List.copyOf(privileges);
        }
    }

    /** The list exceeds one of the three bounds. */
    public static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The list in a {@code .pmeta}; {@link #EMPTY} if it has none.
     *
     * @throws TooLongException if the list exceeds a bound
     */
    public static AccessRules of(InputStream properties) throws IOException {
        AccessRules rules = EMPTY;
        try (JsonParser parser = PARSERS.createParser(properties)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isList = parser.currentName().equals("a");
                parser.nextToken();
                if (isList) {
                    rules = read(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return rules;
    }

    /**
     * Reads the member {@code a} of a {@code .pmeta}, and leaves the parser at the end of its value.
     *
     * @param parser at the first token of the value
     * @throws TooLongException if the list exceeds a bound
     */
    public static AccessRules read(JsonParser parser) throws IOException {
        Reader reader = new Reader(parser);
        reader.members(name -> {
            switch (name) {
                case "D.ace" -> reader.each(reader::entry);
                case "@p.requireSchemaAuthz" -> reader.schemaLevel = reader.level();
                case "@requireSchemaAuthz" -> reader.olderSchemaLevel = reader.level();
                default -> parser.skipChildren();
            }
        });
        return new AccessRules(
                reader.schemaLevel.isEmpty() ? reader.olderSchemaLevel : reader.schemaLevel, reader.entries);
    }

    /** Passes over the tokens once. */
    private static final class Reader {

        private final JsonParser parser;
        private final List<Entry> entries = new ArrayList<>();
        private String schemaLevel = "";
        private String olderSchemaLevel = "";
        private int characters;
        private long grants;
        private List<Optional<String>> principals = new ArrayList<>();
        private List<String> privileges = new ArrayList<>();

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        interface Member {
            void read(String name) throws IOException;
        }

        interface Value {
            void read() throws IOException;
        }

        /**
         * Calls {@code member} for each member of an object, with the parser at its value; other values have no
         * members.
         */
        private void members(Member member) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                member.read(name);
            }
        }

        /** Reads the elements of an array; a single value may be written without an array. */
        private void each(Value value) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                value.read();
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value.read();
            }
        }

        /** A value that is not a text is also a level: one that no application has. */
        private String level() throws IOException {
            String level = parser.currentToken() == JsonToken.VALUE_NULL ? "" : counted(parser.getText());
            parser.skipChildren();
            return level;
        }

        private void entry() throws IOException {
            principals = new ArrayList<>();
            privileges = new ArrayList<>();
            members(name -> {
                switch (name) {
                    case "D.principal" -> members(this::principal);
                    case "D.grant" -> members(this::grant);
                    default -> parser.skipChildren();
                }
            });
            grants += (long) principals.size() * privileges.size();
            require(grants <= MAX_GRANTS);
            principals.forEach(principal -> entries.add(new Entry(principal, privileges)));
        }

        private void principal(String name) throws IOException {
            switch (name) {
                case "D.all" -> {
                    parser.skipChildren();
                    add(Optional.empty());
                }
                case "D.href" -> each(this::role);
                default -> parser.skipChildren();
            }
        }

        private void role() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                add(Optional.of(counted(parser.getText())));
            } else {
                parser.skipChildren();
            }
        }

        private void add(Optional<String> principal) throws IOException {
            principals.add(principal);
            require(entries.size() + principals.size() <= MAX_PRINCIPALS);
        }

        private void grant(String name) throws IOException {
            if (name.equals("D.privilege")) {
                each(() -> members(this::privilege));
            } else {
                parser.skipChildren();
            }
        }

        private void privilege(String name) throws IOException {
            parser.skipChildren();
            privileges.add(counted(name));
            require(privileges.size() <= MAX_GRANTS);
        }

        private String counted(String text) throws IOException {
            characters += text.length();
            require(characters <= MAX_CHARACTERS);
            return text;
        }

        private static void require(boolean fits) throws TooLongException {
            if (!fits) {
                throw new TooLongException();
            }
        }
    }
}
