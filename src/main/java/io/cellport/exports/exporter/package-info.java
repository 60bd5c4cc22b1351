/** The exporter verticle and what it does from an accepted export to a snapshot in the snapshot area. */
@NullMarked
package io.cellport.exports.exporter;

import org.jspecify.annotations.NullMarked;
