/** OData v2, read-only: the control sets of a cell, and the entities in collections of its boxes. */
@NullMarked
package io.cellport.http.odata;

import org.jspecify.annotations.NullMarked;
