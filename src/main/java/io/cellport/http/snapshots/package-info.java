/** {@code __snapshot}: the snapshot files of a cell. */
@NullMarked
package io.cellport.http.snapshots;

import org.jspecify.annotations.NullMarked;
