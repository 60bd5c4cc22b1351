package io.cellport.auth.account;

import io.cellport.auth.account.ScryptCost.Hasher;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every password check in a cell costs, whether or not there is an account of that name: one hash with each of the
 * parameters that the cell's accounts have. If some account cost less or more than others, that would tell that it
 * exists. Immutable.
 *
 * @param rounds the parameters, each once
 */
record LoginCost(List<ScryptCost> rounds) {

    private static final byte[] NO_SALT = new byte[16];

    private static final int LENGTH = 32;

    LoginCost {
        rounds = List.copyOf(rounds);
    }

    /**
     * The cost in a cell. The parameters of most accounts come first. Those that would make a login cost more than it
     * may, or need more memory than there is, are left out: nobody can log in with them.
     *
     * @param accounts how many accounts have which parameters
     * @param memoryBytes the most that a hash can have
     */
    static LoginCost of(Map<ScryptCost, Integer> accounts, long memoryBytes) {
        Comparator<Map.Entry<ScryptCost, Integer>> frequentFirst =
                Map.Entry.comparingByValue(Comparator.reverseOrder());
        List<ScryptCost> byFrequency = accounts.entrySet().stream()
                .sorted(frequentFirst.thenComparing(entry -> entry.getKey().workBytes()))
                .map(Map.Entry::getKey)
                .filter(cost -> cost.memoryBytes() <= memoryBytes)
                .toList();
        List<ScryptCost> rounds = new ArrayList<>();
        long work = 0;
        for (ScryptCost cost : byFrequency) {
            if (work + cost.workBytes() <= ScryptCost.MAX_WORK_BYTES) {
                work += cost.workBytes();
                rounds.add(cost);
            }
        }
        return new LoginCost(rounds.isEmpty() ? List.of(ScryptCost.USUAL) : rounds);
    }

    /** Bytes that a check takes while it lasts. */
    long memoryBytes() {
        return rounds.stream().mapToLong(ScryptCost::memoryBytes).max().orElse(0);
    }

    /** Whether somebody can log in with such a hash at all. */
    boolean covers(PasswordHash stored) {
        return !(stored instanceof ScryptHash scrypt) || rounds.contains(scrypt.cost());
    }

    /** Whether the password is that of the hash. Blocks, always for the same work. */
    boolean matches(Optional<PasswordHash> stored, String password, Hasher hasher) {
        boolean matches = stored.isPresent() && stored.get() instanceof Sha256Hash simple && simple.matches(password);
        for (ScryptCost round : rounds) {
            Optional<ScryptHash> own = stored.filter(ScryptHash.class::isInstance)
                    .map(ScryptHash.class::cast)
                    .filter(hash -> hash.cost().equals(round));
            byte[] salt = own.map(ScryptHash::salt).orElse(NO_SALT);
            byte[] found = hasher.hash(
                    password, salt, round, own.map(ScryptHash::length).orElse(LENGTH));
            matches |= own.isPresent() && MessageDigest.isEqual(own.get().hash(), found);
        }
        return matches;
    }
}
