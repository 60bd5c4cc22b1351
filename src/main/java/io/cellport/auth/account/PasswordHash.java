package io.cellport.auth.account;

/** A password as an account stores it: what a login can be compared with, see {@link LoginCost}. Immutable. */
sealed interface PasswordHash permits ScryptHash, Sha256Hash {}
