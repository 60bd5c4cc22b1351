package io.cellport.auth.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of a unit as they stand at one instant of its store's clock: all of them verify, one signs. Never empty.
 * Immutable.
 */
public final class UnitKeys {

    /** How long a key is known before it signs: three times as long as a node takes at most to notice it. */
    static final Duration NOTICE = Duration.ofSeconds(90);

    private static final Comparator<UnitKey> NEWEST_FIRST =
            Comparator.comparing(UnitKey::signFrom).thenComparing(UnitKey::id).reversed();

    private final List<UnitKey> keys;

    private final UnitKey signing;

    private UnitKeys(List<UnitKey> keys, UnitKey signing) {
        this.keys = keys;
        this.signing = signing;
    }

    /**
     * Those of the keys that are not retired.
     *
     * @return empty if there are none
     */
    static Optional<UnitKeys> at(Instant now, List<UnitKey> all) {
        List<UnitKey> keys = all.stream()
                .filter(key -> !key.isRetired(now))
                .sorted(NEWEST_FIRST)
                .toList();
        // A clock that was set back does not stop a unit: its oldest key has signed before.
        return keys.stream()
                .filter(key -> !key.signFrom().isAfter(now))
                .findFirst()
                .or(() -> keys.stream().reduce((newer, older) -> older))
                .map(signing -> new UnitKeys(keys, signing));
    }

    /**
     * These keys and a new one, which signs after {@link #NOTICE}.
     *
     * @param life how long the others verify after that
     */
    List<UnitKey> rotated(Instant now, Duration life) {
        UnitKey next = UnitKey.generate(now.plus(NOTICE));
        Instant end = next.signFrom().plus(life);
        return Stream.concat(Stream.of(next), keys.stream().map(key -> key.retiringAt(end)))
                .toList();
    }

    /** The newest key whose time to sign has come. */
    public UnitKey signing() {
        return signing;
    }

    /** All keys, the newest first. */
    public List<UnitKey> all() {
        return keys;
    }

    /** Whether a key of that id verifies. */
    public boolean knows(String id) {
        return keys.stream().anyMatch(key -> key.id().equals(id));
    }

    /** Whether nobody could tell these keys from the others. */
    boolean isSameAs(UnitKeys other) {
        if (keys.size() != other.keys.size() || !signing.isSameAs(other.signing)) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.get(i).isSameAs(other.keys.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "UnitKeys[" + signing + " of " + keys.size() + "]";
    }
}
