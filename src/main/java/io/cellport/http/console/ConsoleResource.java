package io.cellport.http.console;

import io.cellport.http.Resource;
import java.util.List;

/** What lies at {@code /__console} and below. Immutable. */
sealed interface ConsoleResource extends Resource {

    /** {@code /__console}. */
    record ConsolePage() implements ConsoleResource {}

    /** {@code /__console/{file}}: something that the page needs; the name is unchecked. */
    record ConsoleFile(String name) implements ConsoleResource {}

    /** Reads the segments behind {@code __console}. */
    static Resource read(List<String> below) {
        return switch (below.size()) {
            case 0 -> new ConsolePage();
            case 1 -> new ConsoleFile(below.get(0));
            default -> new UnitNothing();
        };
    }
}
