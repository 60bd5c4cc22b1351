/** The importer verticle and the steps of a run, from a validated snapshot to an activated generation. */
package io.cellport.importer;
