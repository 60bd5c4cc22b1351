package io.cellport.bench;

/**
 * One line of the result.
 *
 * @param what what was compared
 * @param measured the medians, with units
 * @param result the ratio, or what else the aim is about
 * @param aim what the result should be
 */
record Figure(String what, String measured, String result, String aim) {

    static String header() {
        return line("measured", "medians", "result", "aim");
    }

    @Override
    public String toString() {
        return line(what, measured, result, aim);
    }

    private static String line(String what, String measured, String result, String aim) {
        return "%-46s %-50s %-10s %s".formatted(what, measured, result, aim);
    }
}
