package io.cellport.http.content;

import static io.cellport.auth.AclPrivilege.BoxPrivilege.EXEC;
import static io.cellport.auth.AclPrivilege.BoxPrivilege.READ;
import static io.cellport.auth.AclPrivilege.BoxPrivilege.READ_PROPERTIES;
import static io.cellport.error.ErrorCode.PR400_DV_0001;
import static io.cellport.error.ErrorCode.PR400_DV_0003;
import static io.cellport.error.ErrorCode.PR403_DV_0001;
import static io.cellport.error.ErrorCode.PR404_DV_0001;
import static io.cellport.error.ErrorCode.PR404_DV_0002;
import static io.cellport.error.ErrorCode.PR416_DV_0001;
import static io.cellport.error.ErrorCode.PR500_SC_0001;
import static io.cellport.error.ErrorCode.PR501_MC_0002;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PROPFIND;
import static io.vertx.core.http.HttpMethod.PUT;

import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.ContentResource;
import io.cellport.http.ContentResource.ContentBox;
import io.cellport.http.ContentResource.ContentCollection;
import io.cellport.http.ContentResource.ContentFile;
import io.cellport.http.ContentResource.ContentMissing;
import io.cellport.http.ContentResource.ContentService;
import io.cellport.http.ContentResource.ContentServiceCall;
import io.cellport.http.ContentResource.ContentSource;
import io.cellport.http.ContentResource.ODataCollection;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.dav.WebDav;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.Stream;

/** {@code {cell}/{box}} and what is below it, for WebDAV clients. Belongs to one event loop. */
public final class ContentApi implements Area {

    private static final List<Class<? extends ContentResource>> RESOURCES = List.of(
            ContentBox.class,
            ContentCollection.class,
            ContentService.class,
            ContentSource.class,
            ODataCollection.class,
            ContentFile.class,
            ContentMissing.class);

    private final RouterServices services;

    public ContentApi(RouterServices services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        DescribedPlaces described = new DescribedPlaces(services.urls());
        Stream<Route> options = RESOURCES.stream().map(resource -> line(OPTIONS, resource, ContentApi::options));
        Stream<Route> calls = Stream.of(GET, POST, PUT, DELETE)
                .map(method -> route(method, ContentServiceCall.class)
                        .needs(call -> new OnPath(EXEC, call.path()))
                        .failsWith(PR404_DV_0002, PR500_SC_0001)
                        .answeredBy(exchange -> Future.failedFuture(ApiException.of(PR500_SC_0001))));
        Stream<Route> reading = Stream.of(
                line(GET, ContentBox.class, described::box),
                line(GET, ContentCollection.class, described::collection),
                line(GET, ContentFile.class, new FileDownload(services), PR416_DV_0001, PR501_MC_0002),
                line(GET, ContentMissing.class, ContentApi::missing, PR404_DV_0001));
        ContentListing listing = new ContentListing(services);
        Stream<Route> propfind = RESOURCES.stream()
                .map(resource -> propfind(resource, resource == ContentMissing.class ? ContentApi::missing : listing));
        return Stream.of(options, reading, propfind, calls)
                .flatMap(routes -> routes)
                .toList();
    }

    private static <R extends ContentResource> Route propfind(Class<R> resource, Endpoint endpoint) {
        return route(PROPFIND, resource)
                .needs(asked -> new OnPath(READ_PROPERTIES, asked.path()))
                .readsBody()
                .failsWith(PR400_DV_0001, PR400_DV_0003, PR403_DV_0001, PR404_DV_0001, PR404_DV_0002)
                .answeredBy(endpoint);
    }

    private static <R extends ContentResource> Route line(
            HttpMethod method, Class<R> resource, Endpoint endpoint, ErrorCode... errors) {
        return route(method, resource)
                .needs(asked -> new OnPath(READ, asked.path()))
                .failsWith(PR404_DV_0002)
                .failsWith(errors)
                .answeredBy(endpoint);
    }

    private static Future<Void> options(Exchange exchange) {
        exchange.response().putHeader(WebDav.CLASS_NAME, WebDav.CLASS);
        return AllowedMethods.answer(exchange);
    }

    private static Future<Void> missing(Exchange exchange) {
        ContentMissing missing = (ContentMissing) exchange.resource();
        return Future.failedFuture(ApiException.of(PR404_DV_0001, missing.url(exchange.realm())));
    }
}
