package io.cellport.http;

import static io.cellport.http.ReadComparison.differs;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Compares XML by its elements, attributes and texts, whatever prefixes and blanks it is written with. The responses of
 * a multistatus stand in any order behind the first. A recording that was cut is compared up to there. Stateless.
 */
final class ReadXml {

    private static final Pattern CUT = Pattern.compile("\\.\\.\\. \\(\\d+ bytes\\)$");

    private static final WireVariables NO_VARIABLES = new WireVariables(Map.of());

    private static final String RESPONSE = "<{DAV:}response";

    private ReadXml() {}

    static Optional<String> difference(String recorded, String answered) {
        boolean cut = CUT.matcher(recorded).find();
        List<String> beginning = events(CUT.matcher(recorded).replaceFirst(""));
        List<List<String>> expected = responses(cut ? beginning : withoutEnd(beginning));
        List<List<String>> actual = responses(withoutEnd(events(answered)));
        if (!cut && expected.size() != actual.size()) {
            return differs("the number of responses", "" + expected.size(), "" + actual.size());
        }
        for (List<String> response : cut ? whole(expected) : expected) {
            String href = href(response);
            List<String> other = actual.stream()
                    .filter(found -> href(found).equals(href))
                    .findFirst()
                    .orElse(List.of());
            Optional<String> found = difference(href, response, other, cut && expected.size() == 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> difference(
            String at, List<String> expected, List<String> actual, boolean onlyBeginning) {
        for (int i = 0; i < Math.max(expected.size(), onlyBeginning ? 0 : actual.size()); i++) {
            String recorded = i < expected.size() ? expected.get(i) : "nothing more";
            String answered = i < actual.size() ? actual.get(i) : "nothing more";
            if (!NO_VARIABLES.matches(recorded, answered)) {
                return differs("the body at " + at + ", part " + i, recorded, answered);
            }
        }
        return Optional.empty();
    }

    /** All but the last, which was cut; if there is only one, that without what may not be whole. */
    private static List<List<String>> whole(List<List<String>> responses) {
        int last = responses.size() - 1;
        List<String> first = responses.get(0);
        return last == 0 ? List.of(first.subList(0, Math.max(0, first.size() - 2))) : responses.subList(0, last);
    }

    private static String href(List<String> response) {
        int href = response.indexOf("<{DAV:}href");
        return href < 0 ? "" : response.get(href + 1);
    }

    /** The end of the document, which would count as a part of the response that happens to be the last one. */
    private static List<String> withoutEnd(List<String> events) {
        return events.subList(0, Math.max(0, events.size() - 1));
    }

    /** The parts of a multistatus, each with what stands in front of it; of another document the whole. */
    private static List<List<String>> responses(List<String> events) {
        List<List<String>> responses = new ArrayList<>(List.of(new ArrayList<>()));
        for (String event : events) {
            List<String> current = responses.get(responses.size() - 1);
            if (event.equals(RESPONSE) && current.contains(RESPONSE)) {
                current = new ArrayList<>();
                responses.add(current);
            }
            current.add(event);
        }
        return responses;
    }

    /** Elements, their attributes in the order of names, and texts; up to what is no XML. */
    private static List<String> events(String text) {
        List<String> events = new ArrayList<>();
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            while (xml.hasNext()) {
                xml.next();
                if (xml.isStartElement()) {
                    events.add("<" + xml.getName());
                    attributes(xml).forEach((name, value) -> events.add("@" + name + "=" + value));
                } else if (xml.isEndElement()) {
                    events.add(">");
                } else if (xml.isCharacters() && !xml.getText().isBlank()) {
                    events.add(xml.getText().strip());
                }
            }
        } catch (XMLStreamException theCut) {
            return events;
        }
        return events;
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        Map<String, String> attributes = new TreeMap<>(Comparator.naturalOrder());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeName(i).toString(), xml.getAttributeValue(i));
        }
        return attributes;
    }
}
