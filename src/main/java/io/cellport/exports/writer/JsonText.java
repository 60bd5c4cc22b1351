package io.cellport.exports.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes strings in JSON as Personium does, with escaped slashes. Stateless. */
final class JsonText {

    private JsonText() {}

    static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    /** The same without quotes; text and result are UTF-8. */
    static byte[] escaped(byte[] text) {
        for (byte next : text) {
            if (next < ' ' || next == 0x7f || next == '"' || next == '\\' || next == '/') {
                return escaped(new String(text, UTF_8)).getBytes(UTF_8);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"', '\\', '/' -> json.append('\\').append(character);
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (Character.isISOControl(character)) {
                        json.append("\\u%04X".formatted((int) character));
                    } else {
                        json.append(character);
                    }
                }
            }
        }
        return json.toString();
    }
}
