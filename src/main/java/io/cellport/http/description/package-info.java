/** {@code /__openapi.json}: the description of the API, put together from those of all areas. */
@NullMarked
package io.cellport.http.description;

import org.jspecify.annotations.NullMarked;
