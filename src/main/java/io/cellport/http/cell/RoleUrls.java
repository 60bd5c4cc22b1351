package io.cellport.http.cell;

import io.cellport.cell.content.StoredBox;
import io.cellport.http.ContentOrigin;
import io.cellport.http.Exchange;
import io.cellport.http.MediaRanges;
import io.cellport.http.cell.CellResource.CellRole;
import io.cellport.http.cell.CellResource.CellRolesOfBox;
import io.cellport.odata.rows.FoundRows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * {@code GET {cell}/__role} and below, where the URLs of roles lead: the names in the URL, as in Personium, and names
 * of boxes above them. Belongs to one event loop.
 */
final class RoleUrls {

    private static final String LINE_END = "<br/>";

    /** Personium's cells have tens of boxes; the names of more than fit are left out. */
    private static final int MOST_CHARACTERS = 256 << 10;

    private final BoxSearch boxes;

    RoleUrls(BoxSearch boxes) {
        this.boxes = boxes;
    }

    public Future<Void> boxes(Exchange exchange) {
        return boxes.first(exchange, RoleUrls::names)
                .compose(names -> answer(exchange, StoredBox.MAIN + LINE_END + names.orElse("")));
    }

    public Future<Void> box(Exchange exchange) {
        return answer(exchange, ((CellRolesOfBox) exchange.resource()).box());
    }

    public Future<Void> role(Exchange exchange) {
        CellRole role = (CellRole) exchange.resource();
        return answer(exchange, role.box().equals(StoredBox.MAIN) ? role.box() : role.box() + role.role());
    }

    private static String names(FoundRows boxes) {
        StringBuilder names = new StringBuilder();
        while (boxes.hasNext() && names.length() < MOST_CHARACTERS) {
            names.append(boxes.next().key()).append(LINE_END);
        }
        return names.toString();
    }

    private static Future<Void> answer(Exchange exchange, String text) {
        ContentOrigin.isolate(exchange.response());
        return exchange.body(200, MediaRanges.of(exchange).label(), Buffer.buffer(text));
    }
}
