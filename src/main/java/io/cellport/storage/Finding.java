package io.cellport.storage;

import java.util.Optional;

/**
 * The result of checking something stored.
 *
 * @param what what was checked, for people
 * @param problem what is wrong with it; empty if nothing is
 */
public record Finding(String what, Optional<String> problem) {}
