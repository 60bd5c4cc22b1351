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
        String origin = new XmlLines()
                .line(6, "<inherited>")
                .line(7, "<href>" + XmlLines.text(cellUrl) + "</href>")
                .line(6, "</inherited>")
                .take();
        return element(cellUrl, acl, origin);
    }

    private static String element(String cellUrl, List<AccessEntry> acl, String origin) {
        String base = XmlLines.text(cellUrl + "__role/__/");
        String tag = "<acl xml:base=\"" + base + "\" xmlns:p=\"urn:x-personium:xmlns\"";
        XmlLines xml = new XmlLines();
        if (acl.isEmpty()) {
            return xml.line(4, tag + "/>").take();
        }
        xml.line(4, tag + ">");
        acl.forEach(entry -> add(xml, entry, origin));
        return xml.line(4, "</acl>").take();
    }

    private static void add(XmlLines xml, AccessEntry entry, String origin) {
        String principal = entry.role()
                .map(role -> "<href>" + XmlLines.text(role) + "</href>")
                .orElse("<all/>");
        xml.line(5, "<ace>").line(6, "<principal>").line(7, principal).line(6, "</principal>");
        xml.line(6, "<grant>");
        entry.privileges()
                .forEach(privilege -> xml.line(7, "<privilege>")
                        .line(8, "<" + elementName(privilege) + "/>")
                        .line(7, "</privilege>"));
        xml.line(6, "</grant>").lines(origin).line(5, "</ace>");
    }

    private static String elementName(String privilege) {
        String name = privilege.substring(2);
        return privilege.startsWith("p.") ? "p:" + name : name;
    }
}
