package io.cellport.odata.language;

import java.util.List;
import java.util.Optional;

/**
 * The options of a request for a set, within their limits. Immutable.
 *
 * @param top most rows to send, 0 to 10,000
 * @param skip rows to pass over first, 0 to 100,000
 * @param isCounted whether the answer says how many rows there are before {@code top} and {@code skip}, after the filter
 * @param filter what the rows must satisfy, not yet checked
 * @param orders how to sort; empty if the order does not matter
 * @param select the properties to send; empty for all of them
 * @param expand the navigation properties to send with their rows
 * @param search words that must all occur in a row, 1 to 255 bytes
 */
public record QueryOptions(
        int top,
        int skip,
        boolean isCounted,
        Optional<Syntax> filter,
        List<Order> orders,
        List<String> select,
        List<String> expand,
        Optional<String> search) {}
