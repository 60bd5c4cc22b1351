package io.cellport.odata.json;

import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import java.util.Iterator;
import java.util.Optional;

/** The rows around those that an answer is about, all of one generation. Blocks; for one thread. */
public interface RowAccess {

    /** The rows to which a navigation leads from a row, at most so many; each is read when it is taken. */
    Iterator<StoredEntity> related(StoredEntity row, Navigation navigation, int most);

    /** The row with an id. */
    Optional<StoredEntity> entity(String id);

    /** The set to which the rows behind a navigation belong. */
    EntityModel target(Navigation navigation);
}
