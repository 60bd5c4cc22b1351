/** Named pools of threads with a bound on their number and on what waits for them: the only threads that may block. */
@NullMarked
package io.cellport.worker;

import org.jspecify.annotations.NullMarked;
