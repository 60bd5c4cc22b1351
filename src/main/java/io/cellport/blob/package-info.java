/** Immutable files with a digest, which are named by an id and can be read at any place. */
package io.cellport.blob;
