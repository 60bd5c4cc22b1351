package io.cellport.http.pipeline;

import io.cellport.http.PathSegments;
import io.cellport.http.Resource;
import io.cellport.http.Resource.CellBox;
import io.cellport.http.Resource.CellImport;
import io.cellport.http.Resource.CellNothing;
import io.cellport.http.Resource.CellRoot;
import io.cellport.http.Resource.CellRun;
import io.cellport.http.Resource.CellRuns;
import io.cellport.http.Resource.CellSnapshotFile;
import io.cellport.http.Resource.CellSnapshots;
import io.cellport.http.Resource.CellToken;
import io.cellport.http.Resource.UnitBadKey;
import io.cellport.http.Resource.UnitCell;
import io.cellport.http.Resource.UnitCells;
import io.cellport.http.Resource.UnitDescription;
import io.cellport.http.Resource.UnitNothing;
import io.cellport.http.Resource.UnitRoot;
import io.cellport.http.Resource.UnitUnknownSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a raw path points to. Segments are compared strictly: with case, after percent-decoding, without removing
 * dots or doubled slashes; one trailing slash is ignored. Stateless.
 */
public final class ResourceResolver {

    private static final Set<String> RESERVED_AT_UNIT = Set.of("__status", "crossdomain.xml");

    /** Never gives back what it has taken: otherwise every character would take a frame of the stack. */
    private static final Pattern CELL_KEY = Pattern.compile("Cell\\((?:Name=)?'((?:[^']|'')*+)'\\)");

    private ResourceResolver() {}

    /**
     * Resolves the path of a request target.
     *
     * @param rawPath as the client sent it, without query; may be null or anything else
     */
    public static Resource resolve(String rawPath) {
        List<String> segments = PathSegments.of(rawPath).orElse(List.of(""));
        if (segments.isEmpty()) {
            return new UnitRoot();
        }
        String first = segments.get(0);
        if (first.isEmpty() || RESERVED_AT_UNIT.contains(first)) {
            return new UnitNothing();
        }
        return switch (first) {
            case "__ctl" -> inUnitControl(segments);
            case "__openapi.json" -> segments.size() == 1 ? new UnitDescription() : new UnitNothing();
            default -> inCell(first, segments);
        };
    }

    /**
     * Resolves the path of a request target that is relative to a cell's own host.
     *
     * @param rawPath as the client sent it, without query; may be null or anything else
     */
    static Resource resolveInCell(String cell, String rawPath) {
        List<String> segments = new ArrayList<>(List.of(cell));
        segments.addAll(PathSegments.of(rawPath).orElse(List.of("")));
        return inCell(cell, segments);
    }

    private static Resource inUnitControl(List<String> segments) {
        if (segments.size() != 2) {
            return new UnitNothing();
        }
        String set = segments.get(1);
        if (set.equals("Cell")) {
            return new UnitCells();
        }
        Matcher key = CELL_KEY.matcher(set);
        if (key.matches()) {
            return new UnitCell(key.group(1).replace("''", "'"));
        }
        return set.startsWith("Cell(") ? new UnitBadKey() : new UnitUnknownSet();
    }

    private static Resource inCell(String cell, List<String> segments) {
        String second = segments.size() < 2 ? "" : segments.get(1);
        return switch (second) {
            case "" -> segments.size() < 2 ? new CellRoot(cell) : new CellNothing(cell);
            case "__import" -> inImport(cell, segments);
            case "__token" -> segments.size() == 2 ? new CellToken(cell) : new CellNothing(cell);
            case "__snapshot" -> inSnapshots(cell, segments);
            default -> new CellBox(cell, second);
        };
    }

    private static Resource inImport(String cell, List<String> segments) {
        boolean runs = segments.size() > 2 && segments.get(2).equals("runs");
        return switch (segments.size()) {
            case 2 -> new CellImport(cell);
            case 3 -> runs ? new CellRuns(cell) : new CellNothing(cell);
            case 4 -> runs ? new CellRun(cell, segments.get(3)) : new CellNothing(cell);
            default -> new CellNothing(cell);
        };
    }

    private static Resource inSnapshots(String cell, List<String> segments) {
        return switch (segments.size()) {
            case 2 -> new CellSnapshots(cell);
            case 3 -> segments.get(2).isEmpty() ? new CellNothing(cell) : new CellSnapshotFile(cell, segments.get(2));
            default -> new CellNothing(cell);
        };
    }
}
