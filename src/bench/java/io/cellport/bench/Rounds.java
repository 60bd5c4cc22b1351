package io.cellport.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures several things in turn, round after round, so that whatever else the machine does disturbs all of them
 * alike. Medians are compared, never single values.
 */
final class Rounds {

    private final List<Subject> subjects = new ArrayList<>();
    private final List<List<Double>> values = new ArrayList<>();

    /** Something that can be measured again and again. */
    @FunctionalInterface
    interface Measurement {
        double measure() throws Exception;
    }

    private record Subject(String name, Measurement measurement) {}

    /** Adds what is measured in each round, in this order. */
    Rounds with(String name, Measurement measurement) {
        subjects.add(new Subject(name, measurement));
        values.add(new ArrayList<>());
        return this;
    }

    /** Measures and prints; one more round comes first and does not count if there is to be a warm-up. */
    Rounds run(int rounds, boolean warmUp) throws Exception {
        for (int round = warmUp ? -1 : 0; round < rounds; round++) {
            StringBuilder line = new StringBuilder(round < 0 ? "  warm-up:" : "  round " + (round + 1) + ":");
            for (int i = 0; i < subjects.size(); i++) {
                double value = subjects.get(i).measurement().measure();
                line.append(
                        String.format(Locale.ROOT, " %s %,.2f", subjects.get(i).name(), value));
                if (round >= 0) {
                    values.get(i).add(value);
                }
            }
            System.out.println(line);
        }
        return this;
    }

    /** The median of a subject, by the order in which they were added. */
    double median(int subject) {
        double[] sorted = values.get(subject).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The median of the ratios of two subjects within one round. */
    double ratio(int subject, int base) {
        double[] ratios = new double[values.get(subject).size()];
        Arrays.setAll(
                ratios,
                round -> values.get(subject).get(round) / values.get(base).get(round));
        Arrays.sort(ratios);
        return (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
    }
}
