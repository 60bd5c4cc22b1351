/**
 * The server as a whole: it opens the stores and deploys the verticles. No other package knows all of them.
 */
@NullMarked
package io.cellport.server;

import org.jspecify.annotations.NullMarked;
