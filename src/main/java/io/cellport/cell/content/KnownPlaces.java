package io.cellport.cell.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;

/**
 * Where paths in boxes lead, as far as that was asked for lately; a content never changes, so neither does that. Of
 * what lies in a collection of entities only the collection is remembered. Nothing here blocks. Safe for several
 * threads.
 */
public final class KnownPlaces {

    private static final long MOST_BYTES = 4 << 20;

    /** What an entry takes beside its texts, about. */
    private static final int LEAST_BYTES = 500;

    private final Cache<Path, Found> known = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Path path, Found found) -> path.weight() + found.weight())
            .build();

    /** @param below decoded segments behind the name of the box */
    private record Path(long generation, String box, List<String> below) {

        int weight() {
            return LEAST_BYTES
                    + 2 * box.length()
                    + below.stream().mapToInt(name -> 2 * name.length() + 60).sum();
        }
    }

    private record Found(StoredBox box, ContentNode node) {

        int weight() {
            return 2
                    * (box.schema().map(String::length).orElse(0)
                            + node.path().length()
                            + node.properties().contentType().length());
        }
    }

    /**
     * A place in a box.
     *
     * @param box in which it is
     */
    public record Known(StoredBox box, Place place) {}

    /** Where a path leads, if that is remembered. */
    public Optional<Known> find(long generation, String box, List<String> below) {
        Found here = known.getIfPresent(new Path(generation, box, below));
        if (here != null) {
            return Optional.of(new Known(here.box, new Place.Here(here.node)));
        }
        for (int names = 0; names < below.size(); names++) {
            Found above = known.getIfPresent(new Path(generation, box, below.subList(0, names)));
            if (above != null && above.node.properties().kind() == ContentKind.ODATA) {
                List<String> rest = List.copyOf(below.subList(names, below.size()));
                return Optional.of(new Known(above.box, new Place.InEntities(above.node, rest)));
            }
        }
        return Optional.empty();
    }

    /** Remembers where a path leads, unless nothing is there: clients can ask for any number of such paths. */
    public void remember(long generation, StoredBox box, List<String> below, Place place) {
        if (place instanceof Place.Here here) {
            known.put(new Path(generation, box.name(), List.copyOf(below)), new Found(box, here.node()));
        } else if (place instanceof Place.InEntities in) {
            int names = below.size() - in.below().size();
            // A slash in a segment separates names too, and then their number says nothing.
            if (names >= 0 && below.subList(names, below.size()).equals(in.below())) {
                Path collection = new Path(generation, box.name(), List.copyOf(below.subList(0, names)));
                known.put(collection, new Found(box, in.collection()));
            }
        }
    }
}
