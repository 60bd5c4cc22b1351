/** What XML allows. */
@NullMarked
package io.cellport.xml;

import org.jspecify.annotations.NullMarked;
