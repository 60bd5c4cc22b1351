/** The importer verticle and the steps of a run, from an accepted import to an activated generation. */
package io.cellport.imports.importer;
