/** What all of authentication needs: the key of the unit, and a clock that never jumps. */
package io.cellport.auth;
