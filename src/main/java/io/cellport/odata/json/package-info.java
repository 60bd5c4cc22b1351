/** Rows as verbose JSON of OData v2, in the reference's form and in pieces of bounded size. */
@NullMarked
package io.cellport.odata.json;

import org.jspecify.annotations.NullMarked;
