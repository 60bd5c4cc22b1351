/**
 * Benchmarks: what an import and a status cost beside the least that the same work can cost. Run by
 * {@code run.sh bench}.
 */
package io.cellport.bench;
