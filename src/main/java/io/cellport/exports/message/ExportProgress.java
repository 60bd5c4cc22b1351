package io.cellport.exports.message;

/**
 * How far an export is, published to the trackers. It only makes a percentage come sooner, or a question be asked
 * again: whether an export is active the journal says. So messages may come late, twice or not at all.
 *
 * @param run number of the run; each accepted export of the unit has a higher one
 * @param percent whole percent, 0 to 99
 */
public record ExportProgress(String cellId, long run, int percent, long doneBytes, long doneEntries) {}
