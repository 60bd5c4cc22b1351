/** The XML of WebDAV: what is asked of properties, and the answers about several resources. */
@NullMarked
package io.cellport.http.dav;

import org.jspecify.annotations.NullMarked;
