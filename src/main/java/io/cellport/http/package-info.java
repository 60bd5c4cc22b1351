/** The HTTP side: the request pipeline, one handler per resource, and the only renderer of errors. */
package io.cellport.http;
