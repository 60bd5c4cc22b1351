/** Tokens: what one says, who has signed it, and how the unit makes its own. */
package io.cellport.auth.token;
