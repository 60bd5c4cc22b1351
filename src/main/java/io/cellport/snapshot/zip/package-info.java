/** How an untrusted snapshot is opened, checked and read as a stream. */
@NullMarked
package io.cellport.snapshot.zip;

import org.jspecify.annotations.NullMarked;
