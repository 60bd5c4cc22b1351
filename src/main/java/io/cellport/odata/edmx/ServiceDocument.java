package io.cellport.odata.edmx;

import io.cellport.odata.model.ServiceModel;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The list of a service's sets, as the Atom Publishing Protocol has it. Stateless. */
public final class ServiceDocument {

    private static final String APP = "http://www.w3.org/2007/app";

    private ServiceDocument() {}

    /**
     * The document of a service.
     *
     * @param url of the service, ending in {@code /}
     */
    public static XmlPieces of(String url, ServiceModel service) {
        return new XmlPieces(Stream.of(
                        Stream.of(begin(url)),
                        SetOrder.of(service).stream().map(ServiceDocument::set),
                        Stream.<Consumer<XmlPieces>>of(ServiceDocument::end))
                .flatMap(steps -> steps));
    }

    /** The names of the sets, in the order of the document. */
    public static List<String> sets(ServiceModel service) {
        return List.copyOf(SetOrder.of(service));
    }

    private static Consumer<XmlPieces> begin(String url) {
        return xml -> xml.start(
                        "service",
                        "xmlns",
                        APP,
                        "xml:base",
                        url,
                        "xmlns:atom",
                        "http://www.w3.org/2005/Atom",
                        "xmlns:app",
                        APP)
                .start("workspace")
                .leaf("atom:title", "Default");
    }

    private static Consumer<XmlPieces> set(String name) {
        return xml ->
                xml.start("collection", "href", name).leaf("atom:title", name).end();
    }

    private static void end(XmlPieces xml) {
        xml.end().end();
    }
}
