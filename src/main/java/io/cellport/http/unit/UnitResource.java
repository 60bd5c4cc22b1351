package io.cellport.http.unit;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.Resource;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies below {@code /__ctl}, where the unit's administrator looks after cells. Immutable. */
public sealed interface UnitResource extends Resource {

    /** Never gives back what it has taken: otherwise every character would take a frame of the stack. */
    Pattern CELL_KEY = Pattern.compile("Cell\\((?:Name=)?'((?:[^']|'')*+)'\\)");

    /** {@code /__ctl/Cell}. */
    record UnitCells() implements UnitResource {}

    /** {@code /__ctl/Cell('name')}; the name is unchecked. */
    record UnitCell(String name) implements UnitResource {

        @Override
        public Optional<String> cellName() {
            return Optional.of(name);
        }
    }

    /** A set that the unit does not have. */
    record UnitUnknownSet() implements UnitResource {

        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return ApiError.of(ErrorCode.PR404_OD_0001);
        }
    }

    /** {@code /__ctl/Cell(...)} with a key that cannot be read. */
    record UnitBadKey() implements UnitResource {

        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return ApiError.of(ErrorCode.PR400_OD_0004);
        }
    }

    /** Reads the segments behind {@code __ctl}. */
    static Resource read(List<String> below) {
        if (below.size() != 1) {
            return new UnitNothing();
        }
        String set = below.get(0);
        if (set.equals("Cell")) {
            return new UnitCells();
        }
        Matcher key = CELL_KEY.matcher(set);
        if (key.matches()) {
            return new UnitCell(key.group(1).replace("''", "'"));
        }
        return set.startsWith("Cell(") ? new UnitBadKey() : new UnitUnknownSet();
    }
}
