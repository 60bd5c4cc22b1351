/** How messages travel between the nodes of a cluster. A unit of one process never loads this package. */
@NullMarked
package io.cellport.server.bus;

import org.jspecify.annotations.NullMarked;
