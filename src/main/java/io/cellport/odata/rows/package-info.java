/**
 * Finds the rows of entity sets: filters, orders and pages become SQL over the content of a cell, with bound
 * parameters. Nothing here depends on how many rows there are, except time.
 */
@NullMarked
package io.cellport.odata.rows;

import org.jspecify.annotations.NullMarked;
