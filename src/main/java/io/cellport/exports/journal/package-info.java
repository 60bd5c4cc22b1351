/** What is on record of exports: their states, and the journals that keep them. */
@NullMarked
package io.cellport.exports.journal;

import org.jspecify.annotations.NullMarked;
