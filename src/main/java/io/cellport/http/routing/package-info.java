/** What the address and the method of a request mean, by the paths and the routes that the areas list. */
@NullMarked
package io.cellport.http.routing;

import org.jspecify.annotations.NullMarked;
