/** The management port: whether the unit lives, whether it serves, and its numbers. No data of cells passes here. */
@NullMarked
package io.cellport.management;

import org.jspecify.annotations.NullMarked;
