package io.cellport.odata.json;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Passes over a JSON object once and tells where members are. An import has read each row, so this looks at no more
 * than it needs to find them. For one thread.
 */
final class ObjectScan {

    private final byte[] bytes;

    private final int end;

    private int at;

    ObjectScan(JsonSlice object) {
        this.bytes = object.bytes();
        this.at = object.from();
        this.end = object.to();
    }

    /**
     * Finds members; none if the value is no object. Of repeated ones the last counts.
     *
     * @param begins filled with the places where the values of wanted members begin
     * @param ends filled with those where they end; 0 for a member that is not there
     * @throws UncheckedIOException if it is no JSON
     */
    void find(WantedNames wanted, int[] begins, int[] ends) {
        if (at == end || next() != '{') {
            return;
        }
        at++;
        if (next() == '}') {
            return;
        }
        while (true) {
            pass('"');
            int place = passName(wanted);
            next();
            pass(':');
            next();
            int begin = at;
            passValue();
            if (place >= 0) {
                begins[place] = begin;
                ends[place] = at;
            }
            if (next() == '}') {
                return;
            }
            pass(',');
            next();
        }
    }

    /** The next byte that is no white space. */
    private byte next() {
        while (isWhite(current())) {
            at++;
        }
        return bytes[at];
    }

    private byte current() {
        if (at >= end) {
            throw tooShort();
        }
        return bytes[at];
    }

    private static UncheckedIOException tooShort() {
        return new UncheckedIOException(new EOFException("a row ends within its object"));
    }

    private static boolean isWhite(byte any) {
        return any == ' ' || any == '\n' || any == '\r' || any == '\t';
    }

    private void pass(char expected) {
        if (current() != expected) {
            throw new UncheckedIOException(new IOException("a row is no JSON"));
        }
        at++;
    }

    /** Passes the rest of a name with its closing quote; returns its place among those that are wanted. */
    private int passName(WantedNames wanted) {
        int begin = at;
        int hash = 0;
        while (current() != '"') {
            if (bytes[at] == '\\') {
                passString();
                return wanted.place(new JsonSlice(bytes, begin - 1, at).text());
            }
            hash = WantedNames.hash(hash, bytes[at]);
            at++;
        }
        int place = wanted.place(bytes, begin, at, hash);
        at++;
        return place;
    }

    /** Passes the rest of a string with its closing quote. */
    private void passString() {
        int here = at;
        while (here < end) {
            byte each = bytes[here++];
            if (each == '"') {
                at = here;
                return;
            }
            if (each == '\\') {
                here++;
            }
        }
        throw tooShort();
    }

    private void passValue() {
        byte first = current();
        at++;
        if (first == '"') {
            passString();
        } else if (first == '{' || first == '[') {
            passNested();
        } else {
            passLiteral();
        }
    }

    /** Passes the rest of an object or array: all that counts in it are strings and brackets. */
    private void passNested() {
        for (int depth = 1; depth > 0; ) {
            byte each = current();
            at++;
            if (each == '"') {
                passString();
            } else if (each == '{' || each == '[') {
                depth++;
            } else if (each == '}' || each == ']') {
                depth--;
            }
        }
    }

    /** Passes the rest of a number, {@code true}, {@code false} or {@code null}. */
    private void passLiteral() {
        while (!isWhite(current()) && bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
            at++;
        }
    }
}
