/** Who is asking and what they may do: the unit's key, tokens, and privileges. */
package io.cellport.auth;
