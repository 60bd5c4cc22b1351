package io.cellport.odata.rows;

import io.cellport.cell.generation.LinkKeys;
import java.util.List;

/** The rows that join two rows. Their keys have an index from each end. Stateless. */
final class Links {

    private Links() {}

    /**
     * The ids of the rows at the other ends, which may stand there twice. Keys only lead to the links: ids may contain
     * tabs, so the fields decide.
     */
    static Sql ids(String fromType, String fromId, String toType) {
        String end = LinkKeys.end(fromType, fromId);
        String prefix = end + LinkKeys.prefix(toType);
        Sql byKey =
                Sql.of("key >= ? AND key < ?", prefix, TextRange.of(prefix).to().orElseThrow());
        Sql byEnd = Sql.of(LinkKeys.OTHER_END + " = ?", end);
        List<Object> fields = List.of(toType, fromType, fromId);
        return Sql.of("{} UNION ALL {}", stored("1", "2", byKey, fields), stored("2", "1", byEnd, fields));
    }

    private static Sql stored(String from, String to, Sql candidates, List<Object> fields) {
        return Sql.of(
                "SELECT json_extract(CAST(source AS TEXT), '$.k%s') FROM entity WHERE type = 'link' AND {}"
                                .formatted(to)
                        + " AND json_extract(CAST(source AS TEXT), '$.t%s') = ?".formatted(to)
                        + " AND json_extract(CAST(source AS TEXT), '$.t%s') = ?".formatted(from)
                        + " AND json_extract(CAST(source AS TEXT), '$.k%s') = ?".formatted(from),
                candidates,
                fields.get(0),
                fields.get(1),
                fields.get(2));
    }
}
