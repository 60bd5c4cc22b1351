/** What OData sets consist of: types, properties, where rows and their values are stored, and how rows are related. */
@NullMarked
package io.cellport.odata.model;

import org.jspecify.annotations.NullMarked;
