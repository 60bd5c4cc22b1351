/** Who is asking and what they may do: credentials, privileges, and the access lists of a cell. */
package io.cellport.auth.access;
