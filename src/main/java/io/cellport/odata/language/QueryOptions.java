package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The options of a request, within their limits, and with the defaults of those that are missing or do not count.
 * Unknown options are ignored. Immutable.
 *
 * @param top most rows to send, 0 to 10,000
 * @param skip rows to pass over first, 0 to 100,000
 * @param isCounted whether the answer says how many rows there are after the filter, before {@code top} and
 *     {@code skip}
 * @param filter what the rows must satisfy, for {@link FilterCheck}
 * @param orders how to sort, for {@link NameCheck}; empty if the order does not matter
 * @param select the properties to send; empty for all of them
 * @param expand the navigation properties to send with their rows, for {@link NameCheck}
 * @param search words between blanks that must all occur in a row, 1 to 255 bytes
 */
public record QueryOptions(
        int top,
        int skip,
        boolean isCounted,
        Optional<Syntax> filter,
        List<Order> orders,
        List<String> select,
        List<String> expand,
        Optional<String> search) {

    /** Keeps copies. */
    public QueryOptions {
        orders = List.copyOf(orders);
        select = List.copyOf(select);
        expand = List.copyOf(expand);
    }

    /** The options of a set, or of a navigation property; of several faults the first in this order is reported. */
    public static QueryOptions ofSet(Query query) {
        int top = number(query, "$top", QueryLimits.DEFAULT_TOP, QueryLimits.MAX_TOP);
        int skip = number(query, "$skip", 0, QueryLimits.MAX_SKIP);
        Optional<Syntax> filter =
                query.option("$filter").map(text -> new Parser(text, ErrorCode.PR400_OD_0003).filter());
        List<String> select = select(query);
        List<String> expand = expand(query, QueryLimits.MAX_EXPANDED_OF_SET);
        boolean isCounted = isCounted(query);
        List<Order> orders = orders(query);
        Optional<String> search = query.option("q");
        search.filter(words -> !isSearch(words)).ifPresent(words -> {
            throw invalid("q", words);
        });
        if (query.option("$expand").isPresent() && query.option("$top").isPresent()) {
            checkRange("$top", top, QueryLimits.MAX_TOP_EXPANDED);
        }
        return new QueryOptions(top, skip, isCounted, filter, orders, select, expand, search);
    }

    /** The options of one entity: {@code $select} and {@code $expand} count. */
    public static QueryOptions ofEntity(Query query) {
        List<String> select = select(query);
        return plain(1, 0, select, expand(query, QueryLimits.MAX_EXPANDED_OF_ENTITY));
    }

    /** The options of {@code $links}: {@code $top} and {@code $skip} count. */
    public static QueryOptions ofLinks(Query query) {
        int top = number(query, "$top", QueryLimits.DEFAULT_TOP, QueryLimits.MAX_TOP);
        return plain(top, number(query, "$skip", 0, QueryLimits.MAX_SKIP), List.of(), List.of());
    }

    private static QueryOptions plain(int top, int skip, List<String> select, List<String> expand) {
        return new QueryOptions(top, skip, false, Optional.empty(), List.of(), select, expand, Optional.empty());
    }

    private static int number(Query query, String option, int otherwise, int largest) {
        Optional<String> text = query.option(option);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return checkRange(option, Integer.parseInt(text.get()), largest);
        } catch (NumberFormatException malformed) {
            throw ApiException.of(ErrorCode.PR400_OD_0036, malformed, option);
        }
    }

    private static int checkRange(String option, int value, int largest) {
        if (value < 0 || value > largest) {
            throw invalid(option, String.valueOf(value));
        }
        return value;
    }

    private static ApiException invalid(String option, String value) {
        return ApiException.of(ErrorCode.PR400_OD_0029, option, value);
    }

    private static boolean isSearch(String words) {
        int bytes = words.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1 && bytes <= QueryLimits.MAX_SEARCH_BYTES;
    }

    private static boolean isCounted(Query query) {
        String value = query.option("$inlinecount").orElse("none");
        return switch (value) {
            case "allpages" -> true;
            case "none" -> false;
            default -> throw ApiException.of(ErrorCode.PR400_OD_0013, value);
        };
    }

    private static List<Order> orders(Query query) {
        List<Order> orders = query.option("$orderby")
                .map(text -> new Parser(text, ErrorCode.PR400_OD_0015).orders())
                .orElse(List.of());
        if (orders.size() > QueryLimits.MAX_ORDERS) {
            throw ApiException.of(ErrorCode.PR400_OD_0015);
        }
        return orders;
    }

    private static List<String> select(Query query) {
        String names = query.option("$select").orElse("*");
        return names.equals("*") ? List.of() : new Parser(names, ErrorCode.PR400_OD_0017).names();
    }

    private static List<String> expand(Query query, int most) {
        String text = query.option("$expand").orElse("");
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> names = new Parser(text, ErrorCode.PR400_OD_0026).names();
        if (!names.stream().allMatch(name -> name.startsWith("_"))) {
            throw ApiException.of(ErrorCode.PR400_OD_0026);
        }
        if (names.size() > most) {
            throw ApiException.of(ErrorCode.PR400_OD_0039);
        }
        return names;
    }
}
