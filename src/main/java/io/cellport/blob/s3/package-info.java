/** Blobs as objects of a bucket in S3, or in a store that speaks the same protocol. */
@NullMarked
package io.cellport.blob.s3;

import org.jspecify.annotations.NullMarked;
