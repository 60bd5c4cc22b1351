package io.cellport.http.unit;

import io.cellport.cell.Cell;
import io.cellport.http.address.UnitUrls;
import io.cellport.http.message.EntityTag;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Cells as OData 2 JSON, as the unit level of the Personium API has them. Immutable. */
final class CellJson {

    private final UnitUrls urls;

    CellJson(UnitUrls urls) {
        this.urls = urls;
    }

    Buffer one(Cell cell) {
        return results(entity(cell));
    }

    Buffer all(List<Cell> cells) {
        return results(new JsonArray(cells.stream().map(this::entity).toList()));
    }

    /** The tag of a cell as an entity of the unit: weak, because the same cell also stands in the list of all. */
    static EntityTag etag(Cell cell) {
        return EntityTag.of(cell).asWeak();
    }

    private JsonObject entity(Cell cell) {
        JsonObject metadata = new JsonObject()
                .put("uri", urls.unitCell(cell.name()))
                .put("etag", etag(cell).toString())
                .put("type", "UnitCtl.Cell");
        return new JsonObject()
                .put("__metadata", metadata)
                .put("Name", cell.name())
                .put("__published", date(cell.published()))
                .put("__updated", date(cell.updated()));
    }

    private static Buffer results(Object results) {
        return new JsonObject()
                .put("d", new JsonObject().put("results", results))
                .toBuffer();
    }

    private static String date(Instant time) {
        return "/Date(" + time.toEpochMilli() + ")/";
    }
}
