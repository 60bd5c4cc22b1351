/** What all of authentication needs: a clock that never jumps, and the tree of privileges. */
@NullMarked
package io.cellport.auth;

import org.jspecify.annotations.NullMarked;
