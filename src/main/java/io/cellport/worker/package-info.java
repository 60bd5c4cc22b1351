/** Named pools with bounded threads and queues, whose threads are the only ones that may block; and a memory budget. */
@NullMarked
package io.cellport.worker;

import org.jspecify.annotations.NullMarked;
