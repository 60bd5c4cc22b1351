package io.cellport.http.dav;

import io.cellport.auth.access.AccessEntry;
import java.util.List;

/** Writes a cell's access control list as the {@code acl} element that answers a {@code PROPFIND}. Stateless. */
final class AclXml {

    private AclXml() {}

    /** The element of the cell itself. */
    static String own(String cellUrl, List<AccessEntry> acl) {
        return element(cellUrl, acl, "");
    }

    /** The element of a resource in the cell, where every entry tells whom it comes from. */
    static String inherited(String cellUrl, List<AccessEntry> acl) {
        return element(cellUrl, acl, origin(cellUrl));
    }

    /** The part of an entry that tells whom it comes from. */
    static String origin(String url) {
        return new XmlText(6).start("inherited").leaf("href", url).end().take();
    }

    private static String element(String cellUrl, List<AccessEntry> acl, String origin) {
        XmlText xml = new XmlText(4);
        String[] attributes = {"xml:base", cellUrl + "__role/__/", "xmlns:p", "urn:x-personium:xmlns"};
        if (acl.isEmpty()) {
            return xml.empty("acl", attributes).take();
        }
        xml.start("acl", attributes);
        acl.forEach(entry -> add(xml, entry, origin));
        return xml.end().take();
    }

    /** Adds one entry; with its {@link #origin}, or an empty text. */
    static void add(XmlText xml, AccessEntry entry, String origin) {
        xml.start("ace").start("principal");
        entry.role().ifPresentOrElse(role -> xml.leaf("href", role), () -> xml.empty("all"));
        xml.end().start("grant");
        entry.privileges()
                .forEach(privilege ->
                        xml.start("privilege").empty(elementName(privilege)).end());
        xml.end().ready(origin).end();
    }

    private static String elementName(String privilege) {
        String name = privilege.substring(2);
        return privilege.startsWith("p.") ? "p:" + name : name;
    }
}
