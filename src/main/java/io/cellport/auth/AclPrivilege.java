package io.cellport.auth;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an access control list can grant. The privileges form one tree: each includes all below it. See "Cell ACL" and
 * "Box Level ACL" in the Personium API. Immutable.
 */
public sealed interface AclPrivilege {

    /** How lists name it: {@code D.} for WebDAV's own or {@code p.} for Personium's, then {@link #text()}. */
    String storedName();

    /** The privilege right above this one; only {@link CellPrivilege#ROOT} has none. */
    Optional<AclPrivilege> parent();

    /** The name that clients know, such as {@code auth-read}. */
    default String text() {
        return storedName().substring(2);
    }

    /** Whether who holds this one holds the other too. */
    default boolean includes(AclPrivilege other) {
        return this == other || other.parent().filter(this::includes).isPresent();
    }

    /** The privileges on a cell. They are the scopes of tokens, too. */
    enum CellPrivilege implements AclPrivilege {
        ROOT("p.root", null),
        AUTH("p.auth", ROOT),
        AUTH_READ("p.auth-read", AUTH),
        MESSAGE("p.message", ROOT),
        MESSAGE_READ("p.message-read", MESSAGE),
        EVENT("p.event", ROOT),
        EVENT_READ("p.event-read", EVENT),
        LOG("p.log", ROOT),
        LOG_READ("p.log-read", LOG),
        SOCIAL("p.social", ROOT),
        SOCIAL_READ("p.social-read", SOCIAL),
        BOX("p.box", ROOT),
        BOX_READ("p.box-read", BOX),
        BOX_INSTALL("p.box-install", BOX),
        ACL("p.acl", ROOT),
        ACL_READ("p.acl-read", ACL),
        PROPFIND("p.propfind", ROOT),
        RULE("p.rule", ROOT),
        RULE_READ("p.rule-read", RULE),
        SIGN("p.sign", ROOT);

        private static final Map<String, CellPrivilege> BY_TEXT =
                Arrays.stream(values()).collect(toUnmodifiableMap(AclPrivilege::text, identity()));

        private final String storedName;

        private final @Nullable CellPrivilege parent;

        CellPrivilege(String storedName, @Nullable CellPrivilege parent) {
            this.storedName = storedName;
            this.parent = parent;
        }

        /** The privilege that clients know by that name. */
        public static Optional<CellPrivilege> of(String text) {
            return Optional.ofNullable(BY_TEXT.get(text));
        }

        @Override
        public String storedName() {
            return storedName;
        }

        @Override
        public Optional<AclPrivilege> parent() {
            return Optional.ofNullable(parent);
        }
    }

    /** The privileges on a box and what is in it; {@link CellPrivilege#ROOT} is right above {@link #ALL}. */
    enum BoxPrivilege implements AclPrivilege {
        ALL("D.all", null),
        READ("D.read", ALL),
        READ_PROPERTIES("D.read-properties", READ),
        READ_ACL("D.read-acl", ALL),
        WRITE("D.write", ALL),
        BIND("D.bind", WRITE),
        UNBIND("D.unbind", WRITE),
        WRITE_CONTENT("D.write-content", WRITE),
        WRITE_PROPERTIES("D.write-properties", WRITE),
        WRITE_ACL("D.write-acl", ALL),
        EXEC("p.exec", ALL),
        ALTER_SCHEMA("D.alter-schema", ALL),
        STREAM_SEND("p.stream-send", ALL),
        STREAM_RECEIVE("p.stream-receive", ALL);

        private final String storedName;

        private final @Nullable BoxPrivilege parent;

        BoxPrivilege(String storedName, @Nullable BoxPrivilege parent) {
            this.storedName = storedName;
            this.parent = parent;
        }

        @Override
        public String storedName() {
            return storedName;
        }

        @Override
        public Optional<AclPrivilege> parent() {
            return Optional.of(parent == null ? CellPrivilege.ROOT : parent);
        }
    }
}
