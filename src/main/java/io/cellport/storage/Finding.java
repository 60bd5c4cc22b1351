package io.cellport.storage;

import java.util.Optional;

/**
 * What a check of something stored gave.
 *
 * @param what what it is, for people
 * @param problem what is wrong with it; empty if nothing
 */
public record Finding(String what, Optional<String> problem) {}
