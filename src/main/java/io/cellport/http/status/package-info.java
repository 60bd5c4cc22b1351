/**
 * What the statuses of imports and exports have in common: how clients poll them, and how records of runs are written.
 */
@NullMarked
package io.cellport.http.status;

import org.jspecify.annotations.NullMarked;
