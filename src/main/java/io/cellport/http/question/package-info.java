/** What a router asks the trackers about cells, in one message per turn of its event loop. */
@NullMarked
package io.cellport.http.question;

import org.jspecify.annotations.NullMarked;
