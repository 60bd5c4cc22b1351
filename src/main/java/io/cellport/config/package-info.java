/** The unit's configuration: immutable records, where each value comes from, and the limits. */
@NullMarked
package io.cellport.config;

import org.jspecify.annotations.NullMarked;
