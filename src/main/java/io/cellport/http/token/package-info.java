/** {@code __token}: logging in and refreshing. */
package io.cellport.http.token;
