package io.cellport.imports.message;

import java.util.List;
import java.util.Optional;

/**
 * How several imports stand.
 *
 * @param statuses in the order of the cells that were asked about; empty for one that has to be asked about alone
 */
public record StatusList(List<Optional<ImportStatus>> statuses) {}
