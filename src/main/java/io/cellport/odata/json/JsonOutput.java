package io.cellport.odata.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON text that is being written: compact, in UTF-8, with {@code /} escaped. What is complete can be taken away at any
 * time. For one thread.
 */
public final class JsonOutput {

    private static final int FIRST_CAPACITY = 8 << 10;

    /** A larger array is not kept for the next piece. */
    private static final int KEPT_CAPACITY = 1 << 20;

    private byte[] bytes = new byte[FIRST_CAPACITY];

    private int size;

    /** Number of bytes that have not been taken. */
    public int size() {
        return size;
    }

    /** Takes what was written since the last time. */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[FIRST_CAPACITY];
        }
        return taken;
    }

    /** Writes text as it is; for the parts that are ASCII. */
    public JsonOutput raw(String ascii) {
        reserve(ascii.length());
        for (int at = 0; at < ascii.length(); at++) {
            bytes[size++] = (byte) ascii.charAt(at);
        }
        return this;
    }

    /** Writes bytes as they are. */
    JsonOutput raw(byte[] source) {
        raw(source, 0, source.length);
        return this;
    }

    /** The same for some of them. */
    void raw(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    /** Writes a name and the colon behind it. */
    public JsonOutput name(String name) {
        return text(name).raw(":");
    }

    /** Writes a plain text as it is stored, but for {@code /}. */
    void plain(JsonSlice text) {
        int written = text.from();
        for (int at = text.from() + 1; at < text.to() - 1; at++) {
            if (text.bytes()[at] == '/') {
                raw(text.bytes(), written, at);
                raw("\\");
                written = at;
            }
        }
        raw(text.bytes(), written, text.to());
    }

    /** Writes a string with its quotes. Half a surrogate pair, which UTF-8 does not have, is written as an escape. */
    public JsonOutput text(String value) {
        return raw("\"").within(value).raw("\"");
    }

    /** Writes a piece of a string. */
    JsonOutput within(String value) {
        for (int at = asItIs(value, 0); at < value.length(); at = asItIs(value, at + 1)) {
            char c = value.charAt(at);
            if (c < 0x80) {
                ascii(c);
            } else if (!Character.isSurrogate(c)) {
                encoded(String.valueOf(c));
            } else if (isPair(value, at)) {
                encoded(value.substring(at, at + 2));
                at++;
            } else {
                escape(c);
            }
        }
        return this;
    }

    /** Writes characters as long as they need no more than one byte each; returns where the first other one is. */
    private int asItIs(String value, int from) {
        reserve(value.length() - from);
        int at = from;
        for (; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\' || c == '/') {
                break;
            }
            bytes[size++] = (byte) c;
        }
        return at;
    }

    private static boolean isPair(String value, int at) {
        return at + 1 < value.length() && Character.isSurrogatePair(value.charAt(at), value.charAt(at + 1));
    }

    /** Writes a character that is not written as it is. */
    private void ascii(char c) {
        switch (c) {
            case '"' -> raw("\\\"");
            case '\\' -> raw("\\\\");
            case '/' -> raw("\\/");
            case '\b' -> raw("\\b");
            case '\t' -> raw("\\t");
            case '\n' -> raw("\\n");
            case '\f' -> raw("\\f");
            case '\r' -> raw("\\r");
            default -> escape(c);
        }
    }

    private void escape(char c) {
        raw(String.format("\\u%04x", (int) c));
    }

    private void encoded(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        raw(utf8, 0, utf8.length);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
        }
    }
}
