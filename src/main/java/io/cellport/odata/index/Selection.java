package io.cellport.odata.index;

import java.nio.file.Path;
import java.util.List;

/**
 * What an index is over; two equal selections share one. Immutable.
 *
 * @param content the file of the content, which never changes
 * @param sql selects from its table {@code entity} the columns {@code v}, a value, and {@code r}, the number of the row
 *     that has it. Each row occurs; one without a value has null, one with several values occurs several times
 * @param parameters strings, longs or doubles
 */
public record Selection(Path content, String sql, List<Object> parameters) {

    /** Copies the parameters. */
    public Selection {
        parameters = List.copyOf(parameters);
    }
}
