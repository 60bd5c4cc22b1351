/** Who is asking and what they may do: credentials, privileges, and the access lists of a cell. */
@NullMarked
package io.cellport.auth.access;

import org.jspecify.annotations.NullMarked;
