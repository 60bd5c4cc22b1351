package io.cellport.odata.rows;

import io.cellport.cell.generation.LinkKeys;
import io.cellport.odata.rows.RowScope.Linked;

/** The rows that join two rows. Their keys have an index from each end. Stateless. */
final class Links {

    private Links() {}

    /**
     * The ids of the rows at the other ends, which may stand there twice. Keys only lead to the links: ids may contain
     * tabs, so the fields decide.
     */
    static Sql ids(Linked linked) {
        return Sql.of(
                "{} UNION ALL {}", stored("1", "2", byKey(linked), linked), stored("2", "1", byEnd(linked), linked));
    }

    private static Sql stored(String from, String to, Sql candidates, Linked linked) {
        return Sql.of(
                "SELECT json_extract(CAST(source AS TEXT), '$.k%s') FROM entity WHERE type = 'link' AND {}"
                                .formatted(to)
                        + " AND json_extract(CAST(source AS TEXT), '$.t%s') = ?".formatted(to)
                        + " AND json_extract(CAST(source AS TEXT), '$.t%s') = ?".formatted(from)
                        + " AND json_extract(CAST(source AS TEXT), '$.k%s') = ?".formatted(from),
                candidates,
                linked.toType(),
                linked.fromType(),
                linked.fromId());
    }

    private static Sql byKey(Linked linked) {
        String prefix = LinkKeys.end(linked.fromType(), linked.fromId()) + LinkKeys.prefix(linked.toType());
        return Sql.of("key >= ? AND key < ?", prefix, TextRange.of(prefix).to().orElseThrow());
    }

    private static Sql byEnd(Linked linked) {
        String end = LinkKeys.end(linked.fromType(), linked.fromId());
        return Sql.of(LinkKeys.OTHER_END + " = ?", end);
    }
}
