/** {@code __token}: logging in and refreshing. */
@NullMarked
package io.cellport.http.token;

import org.jspecify.annotations.NullMarked;
