package io.cellport.auth;

/** A password as an account stores it: what a login can be compared with, see {@link LoginCost}. Immutable. */
sealed interface PasswordHash permits ScryptHash, Sha256Hash {}
