package io.cellport.imports.message;

import java.util.List;

/** Records of runs, newest first. */
public record RunList(List<RunView> runs) {}
