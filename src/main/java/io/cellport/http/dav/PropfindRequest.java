package io.cellport.http.dav;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.BodyText;
import io.cellport.http.Exchange;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a {@code PROPFIND} asks for. It makes no difference which properties it names: the answer has all. Immutable.
 *
 * @param withMembers whether the members of a collection are asked for too
 */
public record PropfindRequest(boolean withMembers) {

    private static final CharSequence DEPTH = "Depth";

    /**
     * Reads body and headers.
     *
     * @param limit the most bytes that the body may have
     * @return fails with {@code PR400-DV-0001} for a body that is not a propfind, then with {@code PR403-DV-0001} or
     *     {@code PR400-DV-0003} for any {@code Depth} but 0 and 1
     */
    public static Future<PropfindRequest> read(Exchange exchange, int limit) {
        return body(exchange, limit).map(checked -> of(exchange.header(DEPTH)));
    }

    /** The same about a cell, where a missing {@code Depth} counts as 0. */
    public static Future<PropfindRequest> readOfCell(Exchange exchange, int limit) {
        return body(exchange, limit).map(checked -> {
            String depth = exchange.header(DEPTH);
            return of(depth == null ? "0" : depth);
        });
    }

    private static Future<Void> body(Exchange exchange, int limit) {
        return BodyText.read(exchange, limit).map(body -> {
            if (!body.isEmpty()) {
                check(body);
            }
            return null;
        });
    }

    private static PropfindRequest of(@Nullable String depth) {
        return switch (String.valueOf(depth)) {
            case "0" -> new PropfindRequest(false);
            case "1" -> new PropfindRequest(true);
            case "infinity" -> throw ApiException.of(ErrorCode.PR403_DV_0001);
            default -> throw ApiException.of(ErrorCode.PR400_DV_0003, String.valueOf(depth));
        };
    }

    /**
     * Parses a body and reads nothing else: a document type is refused, so there are no entities.
     *
     * @throws ApiException {@code PR400-DV-0001} if it is not XML, or not a propfind
     */
    static void check(String body) {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            SAXParser parser = factory.newSAXParser();
            parser.parse(new InputSource(new StringReader(withoutMark(body))), new RootElement());
        } catch (SAXException notPropfind) {
            throw ApiException.of(ErrorCode.PR400_DV_0001);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withoutMark(String body) {
        return body.startsWith("\ufeff") ? body.substring(1) : body;
    }

    private static final class RootElement extends DefaultHandler {

        private boolean found;

        @Override
        public void startElement(String namespace, String name, String prefixed, Attributes attributes)
                throws SAXException {
            if (!found && !(namespace.equals("DAV:") && name.equals("propfind"))) {
                throw new SAXException("no propfind");
            }
            found = true;
        }
    }
}
