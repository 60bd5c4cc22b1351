package io.cellport.http.content;

import io.cellport.cell.content.ContentNode;
import io.cellport.cell.content.ContentTree;
import io.cellport.cell.generation.FileContent;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.ContentOrigin;
import io.cellport.http.ContentResource.ContentFile;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.Transfers;
import io.cellport.http.message.ByteRange;
import io.cellport.http.message.EntityTag;
import io.cellport.http.message.EntityTags;
import io.cellport.http.part.PartSender;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * {@code GET} and {@code HEAD} of a file in a box: streams it, or the range that is asked for, as fast as the client
 * reads. What Personium ignores is ignored: {@code If-Match}, a {@code *} in {@code If-None-Match}, and a range of an
 * empty file. Belongs to one event loop.
 */
final class FileDownload implements Endpoint {

    private final RouterServices services;

    FileDownload(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        ContentNode node = ((ContentFile) exchange.resource()).node();
        EntityTag tag = EntityTag.of(node.properties());
        if (EntityTags.parse(exchange.list(HttpHeaders.IF_NONE_MATCH)).listWeakly(tag)) {
            exchange.response().putHeader(HttpHeaders.ETAG, tag.toString());
            return exchange.empty(304);
        }
        return services.contents().run(() -> find(exchange, node)).compose(file -> answer(exchange, node, file));
    }

    /** Blocks. */
    private static FileContent find(Exchange exchange, ContentNode node) {
        return new ContentTree(exchange.content())
                .file(node)
                .orElseThrow(() -> ApiException.of(ErrorCode.PR500_DV_0002));
    }

    private Future<Void> answer(Exchange exchange, ContentNode node, FileContent file) {
        Optional<ByteRange> part = range(exchange, node, file.size());
        if (part.filter(ByteRange::isEmpty).isPresent()) {
            exchange.response().putHeader(HttpHeaders.CONTENT_RANGE, part.get().contentRange(file.size()));
            throw ApiException.of(ErrorCode.PR416_DV_0001, Long.toString(file.size()));
        }
        if (exchange.request().method().equals(HttpMethod.HEAD)) {
            return begin(exchange, node, file, part).end();
        }
        Transfers downloads = services.downloads();
        return downloads.begin(exchange.requiredCell().id(), () -> {
            begin(exchange, node, file, part);
            return PartSender.of(file::read, exchange, downloads).send(part.orElse(whole(file)));
        });
    }

    /** Not before the transfer has begun: an error must not have these headers. */
    private static HttpServerResponse begin(
            Exchange exchange, ContentNode node, FileContent file, Optional<ByteRange> part) {
        part.ifPresent(
                range -> exchange.response().putHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(file.size())));
        HttpServerResponse response = exchange.answer(part.isPresent() ? 206 : 200)
                .putHeader(HttpHeaders.ETAG, EntityTag.of(node.properties()).toString())
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader(
                        HttpHeaders.CONTENT_TYPE,
                        MediaType.normal(node.properties().contentType()))
                .putHeader(
                        HttpHeaders.CONTENT_LENGTH,
                        Long.toString(part.orElse(whole(file)).length()));
        return ContentOrigin.isolate(response);
    }

    private static ByteRange whole(FileContent file) {
        return new ByteRange(0, file.size());
    }

    /** The range asked for, unless the client has another version of the file, to which the range would not fit. */
    private static Optional<ByteRange> range(Exchange exchange, ContentNode node, long size) {
        String ifRange = exchange.header("If-Range");
        String range = exchange.header("Range");
        boolean fits = ifRange == null
                || ifRange.equals(EntityTag.of(node.properties()).toString());
        if (!fits || size == 0) {
            return Optional.empty();
        }
        if (ByteRange.isForSeveral(range)) {
            throw ApiException.of(ErrorCode.PR501_MC_0002, "Range-MultiPart");
        }
        return ByteRange.of(range, size);
    }
}
