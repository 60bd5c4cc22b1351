/** Accounts of a cell, their passwords, and what logging in costs. */
package io.cellport.auth.account;
