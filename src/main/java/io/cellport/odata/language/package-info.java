/**
 * The query language of OData v2 as the reference speaks it: from text to values that need no more checks. Pure: it
 * reads nothing but its arguments.
 */
@NullMarked
package io.cellport.odata.language;

import org.jspecify.annotations.NullMarked;
