/** What router, exporter and tracker say to one another about exports over the event bus. */
@NullMarked
package io.cellport.exports.message;

import org.jspecify.annotations.NullMarked;
