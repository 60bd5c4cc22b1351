/** Cells: what they are called, where they are stored, and who has one locked. */
package io.cellport.cell;
