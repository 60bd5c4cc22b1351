/** The unit and its cells: {@code __ctl/Cell}, the metadata and the description of the API. */
package io.cellport.http.unit;
