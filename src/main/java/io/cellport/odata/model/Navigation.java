package io.cellport.odata.model;

/**
 * A way from a row to related rows. Immutable.
 *
 * @param name as clients know it, with an underscore in front
 * @param target name of the entity set to which the related rows belong
 * @param relation how the related rows are found
 */
public record Navigation(String name, String target, Relation relation) {}
