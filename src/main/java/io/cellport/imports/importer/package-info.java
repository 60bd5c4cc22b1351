/** The importer verticle and the steps of a run, from an accepted import to an activated generation. */
@NullMarked
package io.cellport.imports.importer;

import org.jspecify.annotations.NullMarked;
