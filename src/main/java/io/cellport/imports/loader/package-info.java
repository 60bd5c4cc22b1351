/** From the entries of a snapshot to the rows of a generation. */
package io.cellport.imports.loader;
