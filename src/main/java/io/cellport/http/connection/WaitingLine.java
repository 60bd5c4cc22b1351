package io.cellport.http.connection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for something, and since when; who came first is first. Each has a place of its own, so that to come and to
 * leave takes no look-up. For one thread.
 */
final class WaitingLine<T> {

    private @Nullable Place first;

    private @Nullable Place last;

    /** The place that one owner takes when it waits. */
    final class Place {

        private final T owner;

        private long since;

        private boolean taken;

        private @Nullable Place before;

        private @Nullable Place after;

        /** A place that is not taken yet. */
        Place(T owner) {
            this.owner = owner;
        }

        T owner() {
            return owner;
        }

        /** By {@link System#nanoTime}; of a place that is taken. */
        long since() {
            return since;
        }

        boolean isTaken() {
            return taken;
        }

        /** Waits from now on, behind all others. The place must not be taken yet. */
        void enter() {
            taken = true;
            since = System.nanoTime();
            before = last;
            if (last == null) {
                first = this;
            } else {
                last.after = this;
            }
            last = this;
        }

        /** Waits no longer, if it does. */
        void leave() {
            if (!taken) {
                return;
            }
            taken = false;
            if (before == null) {
                first = after;
            } else {
                before.after = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.before = before;
            }
            before = null;
            after = null;
        }
    }

    /** Whoever has waited longest; empty if nobody waits. */
    Optional<Place> longest() {
        return Optional.ofNullable(first);
    }
}
