package io.cellport.imports.tracker;

/**
 * All that a tracker must do, on one node or in a cluster. An implementation's test provides the {@link TrackedUnit}.
 */
interface TrackerContract extends TrackerActiveContract, TrackerEndContract, TrackerRecordContract {}
