package io.cellport.exports.message;

import java.util.List;

/** Records of exports, newest first. */
public record ExportRunList(List<ExportView> runs) {}
