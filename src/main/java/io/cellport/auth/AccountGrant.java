package io.cellport.auth;

import java.util.Set;

/**
 * What the tokens of one login say.
 *
 * @param cellUrl URL of the cell, ending in {@code /}
 * @param cellId id of the cell
 * @param account name of the account
 * @param scopes what the tokens may do at most
 */
public record AccountGrant(String cellUrl, String cellId, String account, Set<String> scopes) {}
