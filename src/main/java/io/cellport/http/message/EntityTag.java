package io.cellport.http.message;

import io.cellport.cell.Cell;
import io.cellport.cell.content.ContentProperties;
import io.cellport.snapshot.area.StoredSnapshot;
import java.time.Instant;

/**
 * A version of a resource, see RFC 9110, section 8.8.3. Immutable.
 *
 * @param opaque the tag without quotes
 * @param weak whether it stands for more than one sequence of bytes
 */
public record EntityTag(String opaque, boolean weak) {

    public static EntityTag strong(String opaque) {
        return new EntityTag(opaque, false);
    }

    /** The tag of a snapshot file, in Personium's form. */
    public static EntityTag of(StoredSnapshot snapshot) {
        return of(snapshot.version(), snapshot.updated());
    }

    /** The tag of a cell, in Personium's form. */
    public static EntityTag of(Cell cell) {
        return of(1, cell.updated());
    }

    /** The tag of what an import brought: Personium counts the import as one change. */
    public static EntityTag of(ContentProperties imported) {
        return of(imported.version() + 1, imported.updated());
    }

    private static EntityTag of(long version, Instant updated) {
        return strong(version + "-" + updated.toEpochMilli());
    }

    public EntityTag asWeak() {
        return new EntityTag(opaque, true);
    }

    /** Whether both name the same bytes. */
    boolean isStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Whether both name the same version; which of them is weak makes no difference. */
    boolean isWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }
}
