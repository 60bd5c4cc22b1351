package io.cellport.http;

import io.cellport.message.ImportStatus;
import io.cellport.snapshot.StoredSnapshot;
import io.cellport.store.Cell;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** {@code PROPFIND {cell}/__snapshot} and {@code PROPFIND {cell}/__snapshot/{file}}: what there is, as WebDAV clients see it. */
final class SnapshotProperties {

    private final RouterServices services;

    private final StatusQueries status;

    SnapshotProperties(RouterServices services, StatusQueries status) {
        this.services = services;
        this.status = status;
    }

    /** The collection, and with {@code Depth: 1} all files in it. */
    Future<Void> collection(Exchange exchange) {
        Cell cell = exchange.requiredCell();
        return PropfindRequest.read(exchange, bodyLimit())
                .compose(asked -> status.ask(exchange.key(), cell.id())
                        .compose(standing -> files(asked, cell)
                                .compose(files -> answer(
                                        exchange,
                                        CellJson.etag(cell),
                                        list(exchange.realm(), cell, standing, files)))));
    }

    /** One file; it has no members, whatever the {@code Depth}. */
    Future<Void> file(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        return services.worker()
                .run(() -> target.findIn(services.snapshots()))
                .compose(found -> PropfindRequest.read(exchange, bodyLimit()).map(found))
                .compose(found -> {
                    Multistatus xml = new Multistatus(exchange.realm());
                    add(xml, target.url(), found);
                    return answer(exchange, EntityTags.of(found), xml.toBuffer());
                });
    }

    private int bodyLimit() {
        return services.config().limits().requestBodyBytes();
    }

    private Future<List<StoredSnapshot>> files(PropfindRequest asked, Cell cell) {
        return asked.withMembers()
                ? services.worker().run(() -> services.snapshots().list(cell.id()))
                : Future.succeededFuture(List.of());
    }

    private static Buffer list(String cellUrl, Cell cell, ImportStatus standing, List<StoredSnapshot> files) {
        String url = cellUrl + "__snapshot";
        String cellStatus =
                standing.phase() == ImportStatus.Phase.FAILED ? standing.phase().text() : "normal";
        Multistatus xml = new Multistatus(cellUrl).collection(url, cell.published(), cell.updated(), cellStatus);
        files.forEach(file -> add(xml, url + "/" + file.fileName(), file));
        return xml.toBuffer();
    }

    private static void add(Multistatus xml, String url, StoredSnapshot file) {
        xml.file(url, file.created(), file.updated(), file.size(), file.contentType());
    }

    private static Future<Void> answer(Exchange exchange, String etag, Buffer xml) {
        return exchange.answer(207)
                .putHeader(HttpHeaders.ETAG, etag)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/xml")
                .end(xml);
    }
}
