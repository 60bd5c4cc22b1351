/** {@code /__openapi.json}: the description of the API, put together from those of all areas. */
package io.cellport.http.description;
