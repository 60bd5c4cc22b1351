/** The blobs of a clustered unit as rows of its database, which decide which bytes count and which are deleted. */
@NullMarked
package io.cellport.blob.ledger;

import org.jspecify.annotations.NullMarked;
