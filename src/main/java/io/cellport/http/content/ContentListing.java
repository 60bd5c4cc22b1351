package io.cellport.http.content;

import static io.cellport.auth.AclPrivilege.BoxPrivilege.READ_ACL;

import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.cell.content.ContentTree;
import io.cellport.http.ContentOrigin;
import io.cellport.http.ContentResource;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.dav.PropfindRequest;
import io.cellport.http.dav.WebDav;
import io.cellport.http.message.EntityTag;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * {@code PROPFIND} in a box: the properties of a resource, and with {@code Depth: 1} those of its members. An answer
 * that does not fit into one piece is sent as fast as the client reads. Belongs to one event loop.
 */
final class ContentListing implements Endpoint {

    private final RouterServices services;

    ContentListing(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        ContentResource.Stored asked = (ContentResource.Stored) exchange.resource();
        return PropfindRequest.read(exchange, services.config().limits().requestBodyBytes())
                .compose(request -> maySeeAcl(exchange, asked).compose(acl -> {
                    Listing listing = listing(exchange, asked, request.withMembers(), acl);
                    return services.contents().run(listing::piece).compose(piece -> send(exchange, listing, piece));
                }));
    }

    /** What is inherited only adds to the rights, so who may see the list of a collection may see those of members. */
    private Future<Boolean> maySeeAcl(Exchange exchange, ContentResource asked) {
        return services.auth()
                .authorizer()
                .refusal(
                        new OnPath(READ_ACL, asked.path()),
                        exchange.credential(),
                        exchange.guardingCell(),
                        exchange.content())
                .map(Optional::isEmpty);
    }

    private Listing listing(Exchange exchange, ContentResource.Stored asked, boolean withMembers, boolean withAcl) {
        Optional<BoxAcl> acl = exchange.content()
                .filter(content -> withAcl)
                .map(content -> new BoxAcl(
                        services.auth().rights(), exchange.requiredCell().id(), content, asked, exchange.realm()));
        return new Listing(new ContentTree(exchange.content()), asked, exchange.realm(), withMembers, acl);
    }

    private Future<Void> send(Exchange exchange, Listing listing, Buffer first) {
        if (listing.isComplete()) {
            return begin(exchange).end(first);
        }
        return services.downloads().begin(exchange.requiredCell().id(), () -> {
            Promise<Void> sent = Promise.promise();
            sendOn(begin(exchange).setChunked(true), listing, first, sent);
            return sent.future();
        });
    }

    private static HttpServerResponse begin(Exchange exchange) {
        ContentResource.Stored asked = (ContentResource.Stored) exchange.resource();
        HttpServerResponse response = exchange.answer(207)
                .putHeader(
                        HttpHeaders.ETAG,
                        EntityTag.of(asked.node().properties()).toString())
                .putHeader(WebDav.CLASS_NAME, WebDav.CLASS)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/xml");
        return ContentOrigin.isolate(response);
    }

    private void sendOn(HttpServerResponse response, Listing listing, Buffer piece, Promise<Void> sent) {
        if (listing.isComplete()) {
            response.end(piece).onComplete(sent);
            return;
        }
        response.write(piece)
                .compose(written -> services.contents().run(listing::piece))
                .onSuccess(next -> sendOn(response, listing, next, sent))
                .onFailure(sent::tryFail);
    }
}
