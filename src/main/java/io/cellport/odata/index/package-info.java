/**
 * Indexes over values within the rows of large contents, in files of their own. They are made when somebody asks for
 * such values, may disappear at any time, and never decide what an answer says.
 */
@NullMarked
package io.cellport.odata.index;

import org.jspecify.annotations.NullMarked;
