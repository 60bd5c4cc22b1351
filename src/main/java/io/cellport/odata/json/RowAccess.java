package io.cellport.odata.json;

import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import java.util.List;
import java.util.Optional;

/** The rows that an answer is made of, all of one generation. Blocks; for one thread at a time. */
public interface RowAccess {

    /**
     * Reads rows by their numbers, in the order of the list; perhaps only the first of them.
     *
     * @param mostBytes where to stop, but not before one row is read
     */
    List<StoredEntity> read(List<Long> numbers, long mostBytes);

    /** The numbers of the rows to which a navigation leads from a row, at most so many. */
    List<Long> related(EntityModel model, StoredEntity row, Navigation navigation, int most);

    /** The row with an id. */
    Optional<StoredEntity> entity(String id);

    /** The set to which the rows behind a navigation belong. */
    EntityModel target(Navigation navigation);
}
