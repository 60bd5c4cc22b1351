/** Tokens: what one says, who has signed it, and how the unit makes its own. */
@NullMarked
package io.cellport.auth.token;

import org.jspecify.annotations.NullMarked;
