/** The types that users have made in an OData collection of their own, read from the content of a cell. */
@NullMarked
package io.cellport.odata.schema;

import org.jspecify.annotations.NullMarked;
