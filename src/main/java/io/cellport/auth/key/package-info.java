/**
 * The keys that sign a unit's tokens: where they are kept, how they are changed, and which ones count at the moment.
 */
@NullMarked
package io.cellport.auth.key;

import org.jspecify.annotations.NullMarked;
