/** Accounts of a cell, their passwords, and what logging in costs. */
@NullMarked
package io.cellport.auth.account;

import org.jspecify.annotations.NullMarked;
