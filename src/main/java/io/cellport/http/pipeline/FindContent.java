package io.cellport.http.pipeline;

import io.cellport.cell.content.ContentTree;
import io.cellport.cell.content.Place;
import io.cellport.cell.content.StoredBox;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.ContentResource;
import io.cellport.http.Contents;
import io.cellport.http.Exchange;
import io.cellport.http.Resource;
import io.cellport.http.Resource.CellBox;
import io.cellport.http.Resource.InContent;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Step: opens the content of the cell if the resource is in it, and finds out what lies at a path in a box. A box that
 * is not there is the answer. If the content is open and the path was asked for before, no other thread is needed.
 * Belongs to one event loop.
 */
final class FindContent implements Step {

    private final Contents contents;

    FindContent(Contents contents) {
        this.contents = contents;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        if (!(exchange.resource() instanceof InContent resource)) {
            return TAKEN;
        }
        Optional<Resource> known = known(resource, exchange.requiredCell().generation());
        if (known.isPresent() && contents.openAtOnce(exchange)) {
            exchange.resource(known.get());
            return TAKEN;
        }
        String realm = exchange.realm();
        return contents.open(
                        exchange, content -> resource instanceof CellBox asked ? find(asked, content, realm) : resource)
                .onSuccess(exchange::resource);
    }

    private Optional<Resource> known(InContent resource, long generation) {
        return resource instanceof CellBox asked
                ? contents.known()
                        .find(generation, asked.box(), asked.below())
                        .map(known -> ContentResource.of(asked.cell(), known.box(), known.place()))
                : Optional.of(resource);
    }

    private Resource find(CellBox asked, Optional<CellGeneration> content, String realm) {
        ContentTree tree = new ContentTree(content);
        StoredBox box =
                tree.box(asked.box()).orElseThrow(() -> ApiException.of(ErrorCode.PR404_DV_0002, realm + asked.box()));
        Place place = tree.find(box, asked.below());
        content.ifPresent(in -> contents.known().remember(in.number(), box, asked.below(), place));
        return ContentResource.of(asked.cell(), box, place);
    }
}
