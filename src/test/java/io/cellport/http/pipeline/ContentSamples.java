package io.cellport.http.pipeline;

import io.cellport.cell.content.ContentNode;
import io.cellport.cell.content.ContentTree;
import io.cellport.cell.content.Place;
import io.cellport.cell.content.StoredBox;
import io.cellport.http.ContentResource.ContentBox;
import io.cellport.http.ContentResource.ContentCollection;
import io.cellport.http.ContentResource.ContentFile;
import io.cellport.http.ContentResource.ContentMissing;
import io.cellport.http.ContentResource.ContentService;
import io.cellport.http.ContentResource.ContentServiceCall;
import io.cellport.http.ContentResource.ContentSource;
import io.cellport.http.ContentResource.ODataCollection;
import io.cellport.http.ContentResource.ODataPath;
import io.cellport.http.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One resource of each kind that only a cell's content tells apart, and the paths of the API's description for them.
 */
final class ContentSamples {

    private static final StoredBox BOX =
            new ContentTree(Optional.empty()).box(StoredBox.MAIN).orElseThrow();

    private static final ContentNode NODE =
            ((Place.Here) new ContentTree(Optional.empty()).find(BOX, List.of())).node();

    private static final Map<Class<? extends Resource>, Resource> SAMPLES = Stream.of(
                    new ContentBox("cell", BOX, NODE),
                    new ContentCollection("cell", BOX, NODE),
                    new ContentService("cell", BOX, NODE),
                    new ContentSource("cell", BOX, NODE),
                    new ContentFile("cell", BOX, NODE),
                    new ODataCollection("cell", BOX, NODE),
                    new ODataPath("cell", BOX, NODE, List.of("Set")),
                    new ContentServiceCall("cell", BOX, NODE, List.of("service")),
                    new ContentMissing("cell", BOX, "__/name"))
            .collect(Collectors.toUnmodifiableMap(Resource::getClass, Function.identity()));

    private ContentSamples() {}

    static Optional<Resource> of(Class<? extends Resource> resource) {
        return Optional.ofNullable(SAMPLES.get(resource));
    }

    static Optional<String> template(Class<? extends Resource> resource) {
        if (resource == ContentBox.class) {
            return Optional.of("/{cell}/{box}");
        }
        if (resource == ODataPath.class) {
            return Optional.of("/{cell}/{box}/{collection}/{entities}");
        }
        return of(resource).map(sample -> "/{cell}/{box}/{path}");
    }
}
