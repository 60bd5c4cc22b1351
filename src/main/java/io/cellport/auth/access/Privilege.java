package io.cellport.auth.access;

/** What a request needs to be carried out. */
public enum Privilege {
    /** Open to everybody; a credential is not even looked at. */
    NONE,
    /** Root on the cell, or on the unit for what belongs to no cell. See {@link Authorizer}. */
    ROOT,
    /** Root on the unit, also for what is in a cell. */
    UNIT_ROOT
}
