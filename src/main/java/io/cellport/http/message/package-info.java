/** Parts of requests and answers by themselves: headers, entity tags, ranges, forms and paths. */
@NullMarked
package io.cellport.http.message;

import org.jspecify.annotations.NullMarked;
