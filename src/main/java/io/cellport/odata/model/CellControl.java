package io.cellport.odata.model;

import static io.cellport.odata.model.EdmType.BOOLEAN;
import static io.cellport.odata.model.EdmType.DATE_TIME;
import static io.cellport.odata.model.EdmType.INT32;
import static io.cellport.odata.model.EdmType.STRING;

import io.cellport.odata.model.Property.ComplexType;
import io.cellport.odata.model.Relation.Children;
import io.cellport.odata.model.Relation.Links;
import io.cellport.odata.model.Relation.Parent;
import java.util.ArrayList;
import java.util.List;

/**
 * The entity sets of every cell's {@code __ctl}, as Personium's {@code CellCtl} schema has them: properties and
 * navigations in its order, without the hidden ones. Stateless.
 */
public final class CellControl {

    /** The service of every cell. */
    public static final ServiceModel MODEL = ServiceModel.of(
            "CellCtl", List.of(role(), account(), relation(), extCell(), box(), extRole(), rule(), received(), sent()));

    private CellControl() {}

    private static EntityModel role() {
        return set(
                "Role",
                List.of("Name", "_Box.Name"),
                List.of(text("Name"), boxName()),
                parent("Box"),
                links("Role", "Account"),
                links("Role", "ExtCell"),
                links("Role", "ExtRole"),
                links("Role", "Relation"));
    }

    private static EntityModel account() {
        return set(
                "Account",
                List.of("Name"),
                List.of(text("Name"), text("Type"), text("Cell"), text("IPAddressRange"), text("Status")),
                links("Account", "Role"),
                new Navigation("_ReceivedMessageRead", "ReceivedMessage", new Links("Account", "ReceivedMessage")));
    }

    private static EntityModel relation() {
        return set(
                "Relation",
                List.of("Name", "_Box.Name"),
                List.of(text("Name"), boxName()),
                parent("Box"),
                links("Relation", "ExtCell"),
                children("Relation", "ExtRole"),
                links("Relation", "Role"));
    }

    private static EntityModel extCell() {
        return set(
                "ExtCell",
                List.of("Url"),
                List.of(text("Url")),
                links("ExtCell", "Role"),
                links("ExtCell", "Relation"));
    }

    private static EntityModel box() {
        return set(
                "Box",
                List.of("Name"),
                List.of(text("Name"), text("Schema")),
                children("Box", "Role"),
                children("Box", "Relation"),
                children("Box", "ReceivedMessage"),
                children("Box", "SentMessage"),
                children("Box", "Rule"));
    }

    private static EntityModel extRole() {
        return set(
                "ExtRole",
                List.of("ExtRole", "_Relation.Name", "_Relation._Box.Name"),
                List.of(
                        text("ExtRole"),
                        ofParent("_Relation.Name", "Relation"),
                        ofParent("_Relation._Box.Name", "Relation", "Box")),
                links("ExtRole", "Role"),
                parent("Relation"));
    }

    private static EntityModel rule() {
        return set(
                "Rule",
                List.of("Name", "_Box.Name"),
                List.of(
                        text("Name"),
                        boxName(),
                        stored("EventExternal", BOOLEAN),
                        text("EventSubject"),
                        text("EventType"),
                        text("EventObject"),
                        text("EventInfo"),
                        text("Action"),
                        text("TargetUrl")),
                parent("Box"));
    }

    private static EntityModel received() {
        return set(
                "ReceivedMessage",
                List.of("__id"),
                List.of(
                        text("__id"),
                        boxName(),
                        text("InReplyTo"),
                        text("From"),
                        text("MulticastTo"),
                        text("Type"),
                        text("Title"),
                        text("Body"),
                        stored("Priority", INT32),
                        text("Status"),
                        requests()),
                parent("Box"),
                new Navigation("_AccountRead", "Account", new Links("ReceivedMessage", "Account")));
    }

    private static EntityModel sent() {
        return set(
                "SentMessage",
                List.of("__id"),
                List.of(
                        text("__id"),
                        boxName(),
                        text("InReplyTo"),
                        text("To"),
                        text("ToRelation"),
                        text("Type"),
                        text("Title"),
                        text("Body"),
                        stored("Priority", INT32),
                        requests(),
                        list("Result", complex("Sent_Message_Result", "To", "Code", "Reason"))),
                parent("Box"));
    }

    private static Property requests() {
        return list(
                "RequestObjects",
                complex(
                        "Message_Request_Object",
                        "RequestType",
                        "Name",
                        "TargetUrl",
                        "ClassUrl",
                        "EventSubject",
                        "EventType",
                        "EventObject",
                        "EventInfo",
                        "Action"));
    }

    private static EntityModel set(
            String name, List<String> keys, List<Property> properties, Navigation... navigations) {
        List<Property> all = new ArrayList<>(properties);
        all.add(Property.of("__published", DATE_TIME, Place.at("p")));
        all.add(Property.of("__updated", DATE_TIME, Place.at("u")));
        return new EntityModel("CellCtl", name, new RowSource.OfCell(name), keys, all, List.of(navigations));
    }

    private static Property text(String name) {
        return stored(name, STRING);
    }

    private static Property stored(String name, EdmType type) {
        return Property.of(name, type, Place.at("s", name));
    }

    private static Property list(String name, ComplexType type) {
        return Property.listOf(name, type, Place.at("s", name));
    }

    private static Property boxName() {
        return ofParent("_Box.Name", "Box");
    }

    private static Property ofParent(String name, String... parents) {
        return Property.of(name, STRING, new Place.OfParent(List.of(parents), List.of("s", "Name")));
    }

    private static ComplexType complex(String name, String... members) {
        return new ComplexType(
                name,
                List.of(members).stream()
                        .map(member -> Property.of(member, STRING, Place.at(member)))
                        .toList());
    }

    private static Navigation parent(String to) {
        return new Navigation("_" + to, to, new Parent(to));
    }

    private static Navigation children(String parent, String of) {
        return new Navigation("_" + of, of, new Children(parent));
    }

    private static Navigation links(String from, String to) {
        return new Navigation("_" + to, to, new Links(from, to));
    }
}
