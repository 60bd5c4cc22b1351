/** The router verticle, the steps that every request passes, and the only renderer of errors. */
package io.cellport.http.pipeline;
