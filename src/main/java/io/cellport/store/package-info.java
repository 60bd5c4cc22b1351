/**
 * Cells and their generations: one immutable, complete content each, built beside the current one and activated
 * atomically.
 */
package io.cellport.store;
