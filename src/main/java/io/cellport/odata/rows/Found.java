package io.cellport.odata.rows;

import io.cellport.cell.generation.StoredEntity;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a search has found: rows in order, of which it may have read the first ones. Immutable.
 *
 * @param read the first rows
 * @param numbers of the rows after those
 * @param count of the rows before {@code top} and {@code skip}, if the query asked for it
 */
record Found(List<StoredEntity> read, List<Long> numbers, OptionalLong count) {

    Found {
        read = List.copyOf(read);
        numbers = List.copyOf(numbers);
    }

    /** Rows of which none has been read. */
    static Found unread(List<Long> numbers) {
        return new Found(List.of(), numbers, OptionalLong.empty());
    }

    int size() {
        return read.size() + numbers.size();
    }

    /** The same with further rows behind. */
    Found and(List<Long> more) {
        return new Found(read, Stream.concat(numbers.stream(), more.stream()).toList(), count);
    }

    Found counted(long all) {
        return new Found(read, numbers, OptionalLong.of(all));
    }
}
