package io.cellport.odata.language;

/**
 * One step of {@code $orderby}. Rows without a value come last, whatever the direction. Immutable.
 *
 * @param property its name
 */
public record Order(String property, boolean isDescending) {}
