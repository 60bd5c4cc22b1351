/**
 * The server as a whole: opens the stores and deploys the verticles. The only place that knows all of them.
 */
@NullMarked
package io.cellport.server;

import org.jspecify.annotations.NullMarked;
