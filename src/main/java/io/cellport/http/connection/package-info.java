/** Connections before there is a request: how many there may be, and for how long one may wait. */
package io.cellport.http.connection;
