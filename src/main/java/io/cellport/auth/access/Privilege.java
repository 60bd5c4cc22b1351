package io.cellport.auth.access;

import io.cellport.auth.AclPrivilege;
import io.cellport.auth.AclPrivilege.BoxPrivilege;
import io.cellport.auth.AclPrivilege.CellPrivilege;

/** What a request needs to be carried out, by the resource that it is about. See {@link Authorizer}. Immutable. */
public sealed interface Privilege {

    /** Open to everybody; a credential is not even looked at. */
    Privilege NONE = new Nothing();

    /** Root on the cell, or on the unit for what belongs to no cell. */
    Privilege ROOT = new OnCell(CellPrivilege.ROOT);

    /** Root on the unit, also for what is in a cell. */
    Privilege UNIT_ROOT = new UnitRoot();

    /** The credential is looked at, and the endpoint asks for what it finds out to be needed. */
    Privilege BY_ENDPOINT = new ByEndpoint();

    /** See {@link #NONE}. */
    record Nothing() implements Privilege {}

    /** See {@link #BY_ENDPOINT}. */
    record ByEndpoint() implements Privilege {}

    /** See {@link #UNIT_ROOT}. */
    record UnitRoot() implements Privilege {}

    /** What the access control lists of a cell can grant, beside the tokens that hold root on it. */
    sealed interface Grantable extends Privilege {

        /** What has to be granted. */
        AclPrivilege privilege();

        /** On what: a path below {@code 20_webdav/} in the cell's content; empty for the cell itself. */
        String path();
    }

    /**
     * A privilege on the cell itself, which the cell's own list grants.
     *
     * @param privilege what the caller has to hold; the scope of an account's token has to include it, too
     */
    record OnCell(CellPrivilege privilege) implements Grantable {
        @Override
        public String path() {
            return "";
        }
    }

    /**
     * A privilege on a box or on what is in it. The list of the resource grants it, or that of anything above it.
     *
     * @param privilege what the caller has to hold
     * @param path the box's directory ({@code __} for the main box, else the box's id), then the names on the way
     *     down, with one slash between two. If there is nothing at the path, the nearest collection above it decides
     */
    record OnPath(BoxPrivilege privilege, String path) implements Grantable {}
}
