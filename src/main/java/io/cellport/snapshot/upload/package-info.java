/** Uploads that can be resumed: their bytes and how far they have come, until they become snapshots. */
@NullMarked
package io.cellport.snapshot.upload;

import org.jspecify.annotations.NullMarked;
