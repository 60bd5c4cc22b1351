package io.cellport.auth.access;

import io.cellport.auth.AclPrivilege;
import io.cellport.cell.generation.AccessRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who holds which privileges on a resource: by its own access control list, or by that and those above it. Entries of
 * roles that no longer exist are left out.
 *
 * @param schemaLevel see {@link AccessRules#schemaLevel}
 * @param grants the entries in their order, those of the resource itself last
 */
record Rights(String schemaLevel, List<Grant> grants) {

    /** Nobody holds anything. */
    static final Rights NONE = new Rights("", List.of());

    /**
     * Stands for a list that cannot be read: it grants nothing, and may have asked for an authenticated application.
     */
    static final Rights UNKNOWN = new Rights("unknown", List.of());

    private static final Set<String> OPEN_LEVELS = Set.of("", "none");

    private static final Map<String, AclPrivilege> BY_STORED_NAME = Stream.of(
                    AclPrivilege.CellPrivilege.values(), AclPrivilege.BoxPrivilege.values())
            .flatMap(Stream::of)
            .collect(Collectors.toUnmodifiableMap(AclPrivilege::storedName, privilege -> privilege));

    /** What is shown becomes the name of an XML element. */
    private static final Predicate<String> IS_NAME =
            Pattern.compile("[Dp]\\.[a-z][a-z-]{0,63}").asMatchPredicate();

    Rights {
        grants = List.copyOf(grants);
    }

    /**
     * One entry of a list.
     *
     * @param role id of the role whose holders are meant; empty if everybody is
     * @param privileges what they hold, without what Personium does not know
     * @param shown the entry as clients see it
     */
    record Grant(Optional<String> role, Set<AclPrivilege> privileges, AccessEntry shown) {

        /**
         * What a role holds on the cell reaches into the boxes; what everybody holds there does not, as in Personium.
         */
        private boolean includes(AclPrivilege needed) {
            return privileges.stream()
                    .anyMatch(held ->
                            held.includes(needed) && (role.isPresent() || held.getClass() == needed.getClass()));
        }
    }

    /**
     * The rights that a list gives.
     *
     * @param roles where the roles that there are can be found, relative to {@code {cell}__role/__/}, by their ids
     */
    static Rights of(AccessRules rules, Map<String, String> roles) {
        return new Rights(
                rules.schemaLevel(),
                rules.entries().stream()
                        .filter(entry -> entry.role().map(roles::containsKey).orElse(true))
                        .map(entry -> grant(entry, roles))
                        .toList());
    }

    private static Grant grant(AccessRules.Entry entry, Map<String, String> roles) {
        return new Grant(
                entry.role(),
                entry.privileges().stream()
                        .flatMap(name -> Optional.ofNullable(BY_STORED_NAME.get(name)).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                new AccessEntry(
                        entry.role().map(roles::get),
                        entry.privileges().stream().filter(IS_NAME).toList()));
    }

    /** The rights on a resource in this one, which has a list of its own. */
    Rights with(Rights own) {
        List<Grant> all = new ArrayList<>(grants);
        all.addAll(own.grants);
        return new Rights(own.schemaLevel.isEmpty() ? schemaLevel : own.schemaLevel, all);
    }

    /** Whether everybody holds it, even those who do not say who they are. */
    boolean everybodyHolds(AclPrivilege needed) {
        return grants.stream().anyMatch(grant -> grant.role.isEmpty() && grant.includes(needed));
    }

    /** The ids of the roles that hold it. */
    Set<String> rolesThatHold(AclPrivilege needed) {
        return grants.stream()
                .filter(grant -> grant.role.isPresent() && grant.includes(needed))
                .map(grant -> grant.role.get())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether only callers with an authenticated application may use what is in boxes. */
    boolean requireApplication() {
        return !OPEN_LEVELS.contains(schemaLevel);
    }

    /** The list as clients see it, in its order. */
    List<AccessEntry> shown() {
        return grants.stream().map(Grant::shown).toList();
    }

    /** Roughly the bytes that they take in memory. */
    int weight() {
        int weight = 128;
        for (Grant grant : grants) {
            weight += 384
                    + 2 * grant.role.map(String::length).orElse(0)
                    + 2 * grant.shown.role().map(String::length).orElse(0)
                    + 16 * grant.privileges.size()
                    + 100 * grant.shown.privileges().size();
        }
        return weight;
    }
}
