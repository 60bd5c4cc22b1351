/** What all of authentication needs: the key of the unit, and a clock that never jumps. */
@NullMarked
package io.cellport.auth;

import org.jspecify.annotations.NullMarked;
