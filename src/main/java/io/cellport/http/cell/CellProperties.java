package io.cellport.http.cell;

import static io.cellport.auth.AclPrivilege.CellPrivilege.ACL_READ;

import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.cell.Cell;
import io.cellport.cell.content.ContentProperties;
import io.cellport.cell.content.ContentTree;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.Permissions;
import io.cellport.http.RouterServices;
import io.cellport.http.dav.AclTexts;
import io.cellport.http.dav.AclTexts.AclText;
import io.cellport.http.dav.Multistatus;
import io.cellport.http.dav.PropfindRequest;
import io.cellport.http.dav.WebDav;
import io.cellport.http.message.EntityTag;
import io.cellport.http.question.StatusQueries;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * {@code PROPFIND {cell}}: the properties of the cell itself. As in Personium its boxes are no members of it. Belongs
 * to one event loop.
 */
final class CellProperties implements Endpoint {

    private final RouterServices services;

    private final StatusQueries status;

    private final AclTexts acls;

    CellProperties(RouterServices services, StatusQueries status) {
        this.services = services;
        this.status = status;
        this.acls = new AclTexts(services.auth().rights());
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        Permissions permissions = new Permissions(exchange, services.auth().authorizer());
        return PropfindRequest.readOfCell(exchange, services.config().limits().requestBodyBytes())
                .compose(asked ->
                        status.ask(exchange.key(), exchange.requiredCell().id()))
                .compose(standing -> permissions
                        .include(new OnCell(ACL_READ))
                        .compose(showsAcl -> services.contents()
                                .open(exchange, content -> describe(exchange, standing, showsAcl, content))))
                .compose(answer -> send(exchange, answer));
    }

    private record Answer(EntityTag etag, Buffer xml) {}

    private Answer describe(
            Exchange exchange, ImportStatus standing, boolean showsAcl, Optional<CellGeneration> content) {
        Cell cell = exchange.requiredCell();
        String url = exchange.realm();
        AclText acl = showsAcl ? acls.of(cell.id(), url, content) : AclText.HIDDEN;
        Optional<ContentProperties> imported = new ContentTree(content).ofCell();
        Multistatus xml = new Multistatus(acl)
                .collection(
                        url.substring(0, url.length() - 1),
                        imported.map(ContentProperties::created).orElse(cell.published()),
                        imported.map(ContentProperties::updated).orElse(cell.updated()),
                        standing.ofCell());
        return new Answer(imported.map(EntityTag::of).orElse(EntityTag.of(cell)), xml.lastPiece());
    }

    private static Future<Void> send(Exchange exchange, Answer answer) {
        return exchange.answer(207)
                .putHeader(HttpHeaders.ETAG, answer.etag.toString())
                .putHeader(WebDav.CLASS_NAME, WebDav.CLASS)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/xml")
                .end(answer.xml);
    }
}
