package io.cellport.http.routing;

import io.cellport.http.Area;
import io.cellport.http.Resource;
import io.cellport.http.Resource.CellBox;
import io.cellport.http.Resource.CellNothing;
import io.cellport.http.Resource.CellRoot;
import io.cellport.http.Resource.UnitNothing;
import io.cellport.http.Resource.UnitRoot;
import io.cellport.http.message.PathSegments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a raw path points to, by the names that areas have taken. Segments are compared strictly: with case, after
 * percent-decoding, without removing dots or doubled slashes. One trailing slash is ignored. Immutable.
 */
public final class ResourceResolver {

    /** Stands for a path that cannot be split: one empty segment, at which nothing can be. */
    private static final List<String> UNREADABLE = List.of("");

    /** Segments that name nothing in a box, as in Personium. */
    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final Map<String, Area.UnitPath> atUnit = new HashMap<>();

    private final Map<String, Area.CellPath> inCell = new HashMap<>();

    /** @throws IllegalStateException if two areas take the same name */
    public ResourceResolver(List<Area> areas) {
        for (Area area : areas) {
            area.unitPaths().forEach((name, path) -> take(atUnit, name, path));
            area.cellPaths().forEach((name, path) -> take(inCell, name, path));
        }
    }

    private static <P> void take(Map<String, P> paths, String name, P path) {
        if (paths.putIfAbsent(name, path) != null) {
            throw new IllegalStateException("two areas take the name " + name);
        }
    }

    /**
     * Resolves the path of a request target.
     *
     * @param rawPath as the client sent it, without query; may be null or anything else
     */
    public Resource resolve(String rawPath) {
        List<String> segments = PathSegments.of(rawPath).orElse(UNREADABLE);
        if (segments.isEmpty()) {
            return new UnitRoot();
        }
        String first = segments.get(0);
        if (first.isEmpty()) {
            return new UnitNothing();
        }
        List<String> below = segments.subList(1, segments.size());
        Area.UnitPath path = atUnit.get(first);
        return path == null ? inCell(first, below) : path.read(below);
    }

    /**
     * Resolves the path of a request target that is relative to a cell's own host.
     *
     * @param rawPath as the client sent it, without query; may be null or anything else
     */
    Resource resolveInCell(String cell, String rawPath) {
        return inCell(cell, PathSegments.of(rawPath).orElse(UNREADABLE));
    }

    private Resource inCell(String cell, List<String> segments) {
        if (segments.isEmpty()) {
            return new CellRoot(cell);
        }
        String first = segments.get(0);
        if (first.isEmpty()) {
            return new CellNothing(cell);
        }
        List<String> below = segments.subList(1, segments.size());
        Area.CellPath path = inCell.get(first);
        return path == null ? inBox(cell, first, below) : path.read(cell, below);
    }

    private static Resource inBox(String cell, String box, List<String> below) {
        return below.stream().anyMatch(NO_NAMES::contains)
                ? new CellNothing(cell)
                : new CellBox(cell, box, List.copyOf(below));
    }
}
