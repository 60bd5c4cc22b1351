/** What a unit measures of itself. Parts count here without knowing who shows the numbers, or whether anybody does. */
@NullMarked
package io.cellport.metric;

import org.jspecify.annotations.NullMarked;
