package io.cellport.http.snapshots;

import io.cellport.cell.Cell;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.dav.AclTexts;
import io.cellport.http.dav.Multistatus;
import io.cellport.http.dav.PropfindRequest;
import io.cellport.http.dav.WebDav;
import io.cellport.http.message.EntityTag;
import io.cellport.http.part.Pieces;
import io.cellport.http.question.StatusQueries;
import io.cellport.imports.message.ImportStatus;
import io.cellport.snapshot.area.StoredSnapshot;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code PROPFIND {cell}/__snapshot} and {@code PROPFIND {cell}/__snapshot/{file}}: lists what there is for WebDAV
 * clients. Belongs to one event loop.
 */
final class SnapshotProperties {

    private final RouterServices services;

    private final StatusQueries status;

    private final AclTexts acls;

    SnapshotProperties(RouterServices services, StatusQueries status) {
        this.services = services;
        this.status = status;
        this.acls = new AclTexts(services.auth().rights());
    }

    /** Describes the collection, and with {@code Depth: 1} all files in it. */
    public Future<Void> collection(Exchange exchange) {
        Cell cell = exchange.requiredCell();
        return PropfindRequest.read(exchange, bodyLimit())
                .compose(asked ->
                        status.ask(exchange.key(), cell.id()).compose(standing -> describe(exchange, asked, standing)));
    }

    private Future<Void> describe(Exchange exchange, PropfindRequest asked, ImportStatus standing) {
        Cell cell = exchange.requiredCell();
        String url = exchange.realm() + "__snapshot";
        return files(asked, cell)
                .compose(files -> begun(exchange).compose(xml -> {
                    xml.collection(url, cell.published(), cell.updated(), standing.ofCell());
                    return files.isEmpty()
                            ? begin(exchange, EntityTag.of(cell)).end(xml.lastPiece())
                            : new Pieces(begin(exchange, EntityTag.of(cell)).setChunked(true))
                                    .send(members(xml, url, files));
                }));
    }

    /** Describes one file, which has no members, whatever the {@code Depth}. */
    public Future<Void> file(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        return services.worker()
                .run(() -> target.findIn(services.snapshots()))
                .compose(found -> PropfindRequest.read(exchange, bodyLimit()).map(found))
                .compose(found -> begun(exchange)
                        .compose(xml -> begin(exchange, EntityTag.of(found))
                                .end(add(xml, target.url(), found).lastPiece())));
    }

    private int bodyLimit() {
        return services.config().limits().requestBodyBytes();
    }

    private Future<List<StoredSnapshot>> files(PropfindRequest asked, Cell cell) {
        return asked.withMembers()
                ? services.worker().run(() -> services.snapshots().list(cell.id()))
                : Future.succeededFuture(List.of());
    }

    private Future<Multistatus> begun(Exchange exchange) {
        return services.worker()
                .run(() -> acls.of(exchange.requiredCell().id(), exchange.realm()))
                .map(Multistatus::new);
    }

    /** The description of a file with its list of rights may be long, so each is made when the client can take it. */
    private static Iterator<Buffer> members(Multistatus xml, String url, List<StoredSnapshot> files) {
        Stream<Buffer> each = files.stream()
                .map(file -> add(xml, url + "/" + file.fileName(), file).piece());
        return Stream.concat(each, Stream.of(0).map(end -> xml.lastPiece())).iterator();
    }

    private static Multistatus add(Multistatus xml, String url, StoredSnapshot file) {
        return xml.file(url, file.created(), file.updated(), file.size(), file.contentType());
    }

    private static HttpServerResponse begin(Exchange exchange, EntityTag etag) {
        return exchange.answer(207)
                .putHeader(HttpHeaders.ETAG, etag.toString())
                .putHeader(WebDav.CLASS_NAME, WebDav.CLASS)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/xml");
    }
}
