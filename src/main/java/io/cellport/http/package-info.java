/** What every part of the API needs: the exchange, its address, its headers, its body and its resource. */
package io.cellport.http;
