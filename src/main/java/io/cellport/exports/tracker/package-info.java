/** Answers how exports stand. */
@NullMarked
package io.cellport.exports.tracker;

import org.jspecify.annotations.NullMarked;
