package io.cellport.auth.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers how recent logins went, by account, to slow down guessing. Kept in the memory of this node only, for a
 * bounded number of names, whether or not there is an account of that name. Safe for several threads.
 */
public final class LoginHistory {

    /** Enough for tens of thousands of names, each of which took a stranger a password check. */
    private static final long REMEMBERED_BYTES =
            Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 16);

    /** What an entry takes beside the letters of its name. */
    private static final int ENTRY_BYTES = 250;

    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** After a failure the next attempt has to come later than this. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Clock clock;

    /** Measures lockouts: setting the time of day makes none longer or shorter. */
    private final Clock steady;

    private final int lockCount;

    private final Duration lockTime;

    private final Cache<Name, Entry> entries = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_BYTES)
            .weigher((Name name, Entry entry) -> ENTRY_BYTES + 2 * (name.cellId.length() + name.account.length()))
            .expireAfterAccess(REMEMBERED)
            .build();

    /**
     * An empty history.
     *
     * @param clock tells when somebody logged in
     * @param steady tells how long a failure is ago
     * @param lockCount failures in a row before an account is locked; 0 never locks
     * @param lockTime how long it stays locked, counted from the failure that locked it
     */
    public LoginHistory(Clock clock, Clock steady, int lockCount, Duration lockTime) {
        this.clock = clock;
        this.steady = steady;
        this.lockCount = lockCount;
        this.lockTime = lockTime;
    }

    /** An account, or what somebody took for one. */
    record Name(String cellId, String account) {}

    /**
     * What a successful login is told of those before.
     *
     * @param lastAuthenticated the last success that this node knows of
     * @param failures failures since then
     */
    record Past(Optional<Instant> lastAuthenticated, int failures) {}

    /** Whether too many failures came before. */
    boolean isLocked(Name name) {
        Entry entry = entries.getIfPresent(name);
        return entry != null && steady.instant().isBefore(entry.lockedUntil);
    }

    /** Whether a failure came just before. */
    boolean isTooSoon(Name name) {
        Entry entry = entries.getIfPresent(name);
        return entry != null && steady.instant().isBefore(entry.blockedUntil);
    }

    /** Remembers an attempt that failed, for whatever reason. */
    void failed(Name name) {
        Instant now = steady.instant();
        entries.asMap().compute(name, (key, before) -> {
            Entry entry = before == null ? Entry.NEW : before;
            int inARow = entry.inARow + 1;
            boolean locks = lockCount > 0 && inARow >= lockCount && !now.isBefore(entry.lockedUntil);
            return new Entry(
                    entry.lastAuthenticated,
                    entry.failures + 1,
                    locks ? 0 : inARow,
                    now.plus(INTERVAL),
                    locks ? now.plus(lockTime) : entry.lockedUntil);
        });
    }

    /** Remembers a login and tells what was before it. */
    Past succeeded(Name name) {
        Entry before = entries.asMap().put(name, Entry.authenticated(clock.instant()));
        return before == null ? new Past(Optional.empty(), 0) : new Past(before.lastAuthenticated, before.failures);
    }

    private record Entry(
            Optional<Instant> lastAuthenticated, int failures, int inARow, Instant blockedUntil, Instant lockedUntil) {

        static final Entry NEW = new Entry(Optional.empty(), 0, 0, Instant.MIN, Instant.MIN);

        static Entry authenticated(Instant when) {
            return new Entry(Optional.of(when), 0, 0, Instant.MIN, Instant.MIN);
        }
    }
}
