package io.cellport.http;

import io.cellport.cell.content.ContentNode;
import io.cellport.cell.content.Place;
import io.cellport.cell.content.StoredBox;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.message.PathSegments;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** What lies at the path of a box or below, after a look into the cell's content. Immutable. */
public sealed interface ContentResource extends Resource.InContent {

    StoredBox box();

    /** Where it is, or would be, below {@code 20_webdav/}; access control goes by it. See {@link ContentNode#path}. */
    String path();

    /**
     * Its URL, not encoded, without a slash at the end.
     *
     * @param realm URL of the cell
     */
    default String url(String realm) {
        return urlOf(path(), realm);
    }

    /** The same of another path in this box. */
    default String urlOf(String path, String realm) {
        return realm + box().name() + path.substring(box().directory().length());
    }

    /** What is in the box of an application is for those who have a token. */
    @Override
    default boolean takesPasswords() {
        return box().schema().isEmpty();
    }

    /** The same, encoded: for clients that use it as it is. */
    default String hrefOf(String path, String realm) {
        return realm + PathSegments.encode(urlOf(path, ""));
    }

    /** Personium knows {@code REPORT} here, but does not implement it. */
    @Override
    default ApiError refusal(HttpMethod method, String realm) {
        return ApiError.of(method.equals(HttpMethod.REPORT) ? ErrorCode.PR501_MC_0001 : ErrorCode.PR405_MC_0001);
    }

    /** A resource that is there. */
    sealed interface Stored extends ContentResource {

        ContentNode node();

        @Override
        default String path() {
            return node().path();
        }
    }

    /** A box itself. */
    record ContentBox(String cell, StoredBox box, ContentNode node) implements Stored {}

    /** A plain collection in a box. */
    record ContentCollection(String cell, StoredBox box, ContentNode node) implements Stored {}

    /** A collection of services. */
    record ContentService(String cell, StoredBox box, ContentNode node) implements Stored {}

    /** {@code __src} in a collection of services. */
    record ContentSource(String cell, StoredBox box, ContentNode node) implements Stored {}

    /** A file. */
    record ContentFile(String cell, StoredBox box, ContentNode node) implements Stored {}

    /** A collection of entities itself. */
    record ODataCollection(String cell, StoredBox box, ContentNode node) implements Stored {}

    /**
     * Something below a collection of entities.
     *
     * @param node the collection, whose id is what entities refer to
     * @param below the decoded segments behind the collection; at least one
     */
    record ODataPath(String cell, StoredBox box, ContentNode node, List<String> below) implements Stored {}

    /**
     * A service.
     *
     * @param node the collection of services
     * @param below the decoded segments behind the collection; at least one
     */
    record ContentServiceCall(String cell, StoredBox box, ContentNode node, List<String> below) implements Stored {}

    /** Nothing; only who may read what is around it learns that. */
    record ContentMissing(String cell, StoredBox box, String path) implements ContentResource {}

    /** The resource in a cell that a place in one of its boxes is; a place where nothing can be is none. */
    static Resource of(String cell, StoredBox box, Place place) {
        if (place instanceof Place.InEntities entities) {
            return new ODataPath(cell, box, entities.collection(), entities.below());
        }
        if (place instanceof Place.InService service) {
            return new ContentServiceCall(cell, box, service.service(), service.below());
        }
        if (place instanceof Place.Nowhere nowhere) {
            return new ContentMissing(cell, box, nowhere.path());
        }
        return place instanceof Place.Here here ? stored(cell, box, here.node()) : new CellNothing(cell);
    }

    private static Stored stored(String cell, StoredBox box, ContentNode node) {
        if (node.path().equals(box.directory())) {
            return new ContentBox(cell, box, node);
        }
        return switch (node.properties().kind()) {
            case FILE -> new ContentFile(cell, box, node);
            case ODATA -> new ODataCollection(cell, box, node);
            case SERVICE -> new ContentService(cell, box, node);
            case BOX, COLLECTION ->
                node.isSource() ? new ContentSource(cell, box, node) : new ContentCollection(cell, box, node);
        };
    }
}
