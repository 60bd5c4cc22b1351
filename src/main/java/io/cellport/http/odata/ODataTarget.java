package io.cellport.http.odata;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.language.EntitySegment;
import java.util.List;
import java.util.Optional;

/**
 * What a path below an OData service is about, as far as the text tells: neither the names nor the keys need to exist.
 * Immutable.
 */
sealed interface ODataTarget {

    /** The segment behind a service where its types are described. */
    String METADATA = "$metadata";

    /** The name of the entity set that the path begins with. */
    String set();

    /** The navigation at its end, if it leads to what is related to an entity. */
    default Optional<String> navigation() {
        return Optional.empty();
    }

    /** All entities of a set. */
    record OfSet(String set) implements ODataTarget {}

    /** One entity; the key is what stands in the parentheses. */
    record OfEntity(String set, String key) implements ODataTarget {}

    /** What a navigation leads to from an entity; its name may be followed by a key, which is refused. */
    record OfNavigation(String set, String key, String name) implements ODataTarget {

        @Override
        public Optional<String> navigation() {
            return Optional.of(name);
        }
    }

    /** The URIs of that. */
    record OfLinks(String set, String key, String name) implements ODataTarget {

        @Override
        public Optional<String> navigation() {
            return Optional.of(name);
        }
    }

    /**
     * Reads the segments behind a service.
     *
     * @param segments at least one
     * @throws ApiException {@code PR404-OD-0001} if the first names no set, {@code PR404-MC-0001} if the others are
     *     none that can follow; {@code PR405-MC-0001} for {@code $batch}
     */
    static ODataTarget parse(List<String> segments) {
        String first = segments.get(0);
        if (first.equals("$batch")) {
            throw ApiException.of(ErrorCode.PR405_MC_0001);
        }
        EntitySegment segment = EntitySegment.of(first);
        int more = segments.size() - 1;
        if (segment.key().isEmpty()) {
            require(more == 0);
            return new OfSet(segment.set());
        }
        String key = segment.key().get();
        if (more == 0) {
            return new OfEntity(segment.set(), key);
        }
        if (more == 2 && segments.get(1).equals("$links")) {
            return new OfLinks(segment.set(), key, segments.get(2));
        }
        require(more == 1 && segments.get(1).startsWith("_"));
        return new OfNavigation(segment.set(), key, segments.get(1));
    }

    private static void require(boolean isRecognized) {
        if (!isRecognized) {
            throw ApiException.of(ErrorCode.PR404_MC_0001);
        }
    }
}
