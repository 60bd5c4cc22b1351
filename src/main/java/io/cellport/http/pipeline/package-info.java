/**
 * The router verticle, the steps that every request passes in their order, and the only renderer of errors.
 */
package io.cellport.http.pipeline;
