/** {@code __token}: logging in, refreshing and logging out. */
package io.cellport.http.token;
