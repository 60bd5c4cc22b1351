package io.cellport.odata.index;

import java.nio.file.Path;

/**
 * An index that nobody may open any more. Immutable.
 *
 * @param content what it is over
 * @param file its own, which is to be deleted
 */
record RemovedIndex(Path content, Path file) {}
