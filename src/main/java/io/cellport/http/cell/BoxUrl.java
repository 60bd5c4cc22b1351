package io.cellport.http.cell;

import static io.cellport.auth.AclPrivilege.BoxPrivilege.READ;

import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.cell.content.StoredBox;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.ContentOrigin;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.MediaRanges;
import io.cellport.http.Permissions;
import io.cellport.http.RouterServices;
import io.cellport.http.message.PathSegments;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET {cell}/__box?schema=URL}: where the box of an application is, for who may read it. No token here has an
 * application that could be meant without a schema. Belongs to one event loop.
 */
final class BoxUrl implements Endpoint {

    private static final String SCHEMA = "schema";

    private final RouterServices services;

    BoxUrl(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        String schema = exchange.request().getParam(SCHEMA);
        if (schema != null && !isUri(schema)) {
            throw ApiException.of(ErrorCode.PR400_OD_0029, SCHEMA, schema);
        }
        return find(exchange, schema).compose(box -> allow(exchange, box)).compose(box -> answer(exchange, box));
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Future<StoredBox> find(Exchange exchange, @Nullable String schema) {
        if (schema == null) {
            return Future.failedFuture(ApiException.of(ErrorCode.PR403_AU_0002));
        }
        return new BoxSearch(services)
                .ofSchema(exchange, schema)
                .map(found -> found.orElseThrow(() -> ApiException.of(ErrorCode.PR403_AU_0002)));
    }

    private Future<StoredBox> allow(Exchange exchange, StoredBox box) {
        return new Permissions(exchange, services.auth().authorizer())
                .refusal(new OnPath(READ, box.directory()))
                .map(refusal -> {
                    refusal.ifPresent(error -> {
                        throw new ApiException(error);
                    });
                    return box;
                });
    }

    private static Future<Void> answer(Exchange exchange, StoredBox box) {
        String url = exchange.realm() + box.name() + "/";
        exchange.response().putHeader(HttpHeaders.LOCATION, exchange.realm() + PathSegments.encode(box.name()) + "/");
        ContentOrigin.isolate(exchange.response());
        return exchange.body(
                200,
                MediaRanges.of(exchange).label(),
                new JsonObject().put("Url", url).toBuffer());
    }
}
