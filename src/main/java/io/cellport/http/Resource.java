package io.cellport.http;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the path of a request points to, as far as the pipeline must know. Whether it exists is another question. The
 * records here are those on which all paths are built; each area has records of its own for what lies below the names
 * that it takes. Immutable.
 */
public interface Resource {

    /** The name of the cell that the resource is about, unchecked; empty if it is about none. */
    default Optional<String> cellName() {
        return Optional.empty();
    }

    /**
     * The answer to a method that has no route here.
     *
     * @param realm the URL of the cell, or of the unit for what is in no cell
     */
    default ApiError refusal(HttpMethod method, String realm) {
        return ApiError.of(ErrorCode.PR405_MC_0001);
    }

    /** Headers of every answer about it. */
    default Map<CharSequence, String> headers() {
        return Map.of();
    }

    /** Whether clients log in here. They may do so even if the disk is almost full and nothing else may be written. */
    default boolean isForLoggingIn() {
        return false;
    }

    /** Whether an account's name and password open it as its token does. */
    default boolean takesPasswords() {
        return false;
    }

    /**
     * Whether what answers its {@code GET} asks at the end whether the cell is still what was known of it, so that it
     * need not be found before: see {@link FoundCell}.
     */
    default boolean confirmsItsCell() {
        return false;
    }

    /** Anything below a cell's URL. If the cell does not exist, that is the answer, whatever would be in it. */
    interface InCell extends Resource {

        /** The name of the cell, unchecked. */
        String cell();

        @Override
        default Optional<String> cellName() {
            return Optional.of(cell());
        }
    }

    /** {@code /}. */
    record UnitRoot() implements Resource {}

    /** A path at unit level where nothing can be. */
    record UnitNothing() implements Resource {

        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return ApiError.of(ErrorCode.PR404_MC_0001);
        }
    }

    /** The cell itself, {@code {cell}/}. */
    record CellRoot(String cell) implements InCell {}

    /** Something that only the cell's content tells more about. A step opens it, see {@link Exchange#content}. */
    interface InContent extends InCell {}

    /**
     * {@code {cell}/{box}} and all below it: a name that no area takes is that of a box. A step that looks into the
     * content replaces it by a {@link ContentResource}.
     *
     * @param below the decoded segments behind the name of the box
     */
    record CellBox(String cell, String box, List<String> below) implements InContent {

        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return ApiError.of(ErrorCode.PR404_DV_0002, realm + box);
        }
    }

    /** A path in a cell where nothing can be. */
    record CellNothing(String cell) implements InCell {

        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return ApiError.of(ErrorCode.PR404_MC_0001);
        }
    }
}
