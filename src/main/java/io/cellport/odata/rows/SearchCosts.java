package io.cellport.odata.rows;

/**
 * Which of several ways to the same rows is the quicker one. Measured; an answer never depends on it. Immutable.
 *
 * @param small of sets with at most so many rows all are looked at and sorted; larger ones are read in the order of
 *     import or by indexes
 * @param few so many rows are looked up and sorted sooner than all rows of a large set are read
 * @param sample the first rows of a set, of which it is seen how many satisfy a filter
 * @param lookUps so many rows are looked up one by one, without sorting, sooner than all rows of a large set are read
 */
record SearchCosts(int small, int few, int sample, int lookUps) {

    static final SearchCosts MEASURED = new SearchCosts(10_000, 20_000, 2_000, 200_000);
}
