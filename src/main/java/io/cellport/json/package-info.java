/** The rules for UTF-8 and JSON in one place: byte order marks, duplicate keys, trailing content and depth. */
@NullMarked
package io.cellport.json;

import org.jspecify.annotations.NullMarked;
