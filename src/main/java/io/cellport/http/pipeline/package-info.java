/** The router verticle, the steps that every request passes, and the only renderer of errors. */
@NullMarked
package io.cellport.http.pipeline;

import org.jspecify.annotations.NullMarked;
