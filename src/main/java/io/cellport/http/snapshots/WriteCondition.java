package io.cellport.http.snapshots;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.message.EntityTag;
import io.cellport.http.message.EntityTags;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.StoredSnapshot;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * What a client expects of a snapshot file that it changes. As in Personium, {@code If-Match} is about a file that
 * exists: it does not keep one from being created. A condition that cannot be read counts as not fulfilled. Immutable.
 */
public record WriteCondition(EntityTags ifMatch, EntityTags ifNoneMatch) implements Precondition {

    /** What the request that uploads a file expects. */
    public static WriteCondition ofUpload(Exchange exchange) {
        return new WriteCondition(
                EntityTags.parse(exchange.list(HttpHeaders.IF_MATCH)),
                EntityTags.parse(exchange.list(HttpHeaders.IF_NONE_MATCH)));
    }

    static WriteCondition ofDeletion(Exchange exchange) {
        return new WriteCondition(EntityTags.parse(exchange.list(HttpHeaders.IF_MATCH)), EntityTags.ABSENT);
    }

    @Override
    public void check(Optional<StoredSnapshot> present) {
        if (present.map(EntityTag::of).filter(this::isRefused).isPresent()) {
            throw ApiException.of(ErrorCode.PR412_DV_0001);
        }
    }

    private boolean isRefused(EntityTag current) {
        return (ifMatch.isPresent() && !ifMatch.nameStrongly(current))
                || ifNoneMatch.nameWeakly(current)
                || ifNoneMatch.isUnreadable();
    }
}
