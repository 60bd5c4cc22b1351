/** What every part of the API needs: the exchange, its address, its headers, its body and its resource. */
@NullMarked
package io.cellport.http;

import org.jspecify.annotations.NullMarked;
