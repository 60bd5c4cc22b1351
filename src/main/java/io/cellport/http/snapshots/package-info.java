/** {@code __snapshot}: the snapshot files of a cell. */
package io.cellport.http.snapshots;
