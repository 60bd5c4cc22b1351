package io.cellport.error;

/**
 * One error as a client sees it: a code and its complete English text, which never contains the text of a Java
 * exception.
 *
 * @param code the catalogue entry
 * @param text the text with all parameters filled in and control characters written as {@code \\uXXXX}
 */
public record ApiError(ErrorCode code, String text) {

    /** Longest parameter in a text, in characters; longer ones are cut. */
    static final int MAX_PARAMETER_LENGTH = 1024;

    /** Fills the placeholders of the code's text in one pass, so placeholders in parameters are not filled. */
    public static ApiError of(ErrorCode code, String... parameters) {
        return new ApiError(code, filled(code.template(), parameters));
    }

    /** This error with one more sentence after its text; the sentence's placeholders are filled the same way. */
    public ApiError explained(String sentence, String... parameters) {
        return new ApiError(code, text + ' ' + filled(sentence, parameters));
    }

    private static String filled(String template, String... parameters) {
        StringBuilder text = new StringBuilder(template.length() + 32);
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int index = template.charAt(open + 1) - '0';
            text.append(template, at, open);
            appendVisible(text, parameters[index]);
            at = open + 3;
        }
        return text.append(template, at, template.length()).toString();
    }

    private static void appendVisible(StringBuilder text, String parameter) {
        int end = Math.min(parameter.length(), MAX_PARAMETER_LENGTH);
        for (int i = 0; i < end; i++) {
            char c = parameter.charAt(i);
            if (c < 0x20 || c == 0x7f) {
                text.append("\\u%04X".formatted((int) c));
            } else {
                text.append(c);
            }
        }
    }
}
