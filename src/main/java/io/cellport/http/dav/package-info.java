/** The XML of WebDAV: what is asked of properties, and the answers about several resources. */
package io.cellport.http.dav;
