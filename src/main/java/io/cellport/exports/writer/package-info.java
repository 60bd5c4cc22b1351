/** Writes the content of a cell as a snapshot in Personium's format version 2. Knows neither HTTP nor runs. */
@NullMarked
package io.cellport.exports.writer;

import org.jspecify.annotations.NullMarked;
