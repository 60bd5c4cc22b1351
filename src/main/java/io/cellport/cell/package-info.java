/** What a cell is called. */
package io.cellport.cell;
