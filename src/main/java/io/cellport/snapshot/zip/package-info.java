/** How an untrusted snapshot is opened, checked and read as a stream. */
package io.cellport.snapshot.zip;
