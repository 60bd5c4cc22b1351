/** What counts as UTF-8 and as JSON: one place for byte order marks, duplicate keys, trailing content and depth. */
@NullMarked
package io.cellport.json;

import org.jspecify.annotations.NullMarked;
