/** Descriptions of OData services in XML: the metadata of their types (EDMX) and the lists of their sets. */
@NullMarked
package io.cellport.odata.edmx;

import org.jspecify.annotations.NullMarked;
