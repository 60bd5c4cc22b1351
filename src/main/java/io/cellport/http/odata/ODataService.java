package io.cellport.http.odata;

import io.cellport.auth.access.Privilege;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.http.ContentResource;
import io.cellport.http.ContentResource.ODataPath;
import io.cellport.http.Exchange;
import io.cellport.odata.language.Query;
import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.SchemaControl;
import io.cellport.odata.model.ServiceModel;
import io.cellport.odata.schema.UserSchema;
import io.cellport.odata.schema.UserSchemas;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The service that a request is about. Immutable. */
sealed interface ODataService {

    /** Its URL, ending in {@code /}. */
    String url();

    /** Its sets; blocks. */
    ServiceModel model(Optional<CellGeneration> content);

    /**
     * What a caller has to hold beside what the route of the request asks for. Related rows show as much as if they
     * were asked for themselves.
     */
    Set<Privilege> privileges(ODataTarget target, Query query);

    /** {@code __ctl} of a cell. */
    record OfCell(String url) implements ODataService {

        @Override
        public ServiceModel model(Optional<CellGeneration> content) {
            return CellControl.MODEL;
        }

        @Override
        public Set<Privilege> privileges(ODataTarget target, Query query) {
            Set<Privilege> privileges = new LinkedHashSet<>();
            Optional<EntityModel> shown = CellControl.MODEL.set(target.set());
            if (target.navigation().isPresent()) {
                shown = shown.flatMap(set -> set.navigation(target.navigation().get()))
                        .flatMap(OfCell::behind);
                shown.ifPresent(set -> privileges.add(ControlPrivileges.ofSet(set.name())));
            }
            String[] expanded = query.option("$expand").orElse("").split(",");
            shown.ifPresent(set -> Stream.of(expanded)
                    .flatMap(name -> set.navigation(name.strip()).stream())
                    .forEach(navigation -> privileges.add(ControlPrivileges.ofSet(navigation.target()))));
            return privileges;
        }

        private static Optional<EntityModel> behind(Navigation navigation) {
            return CellControl.MODEL.set(navigation.target());
        }
    }

    /**
     * A collection of entities in a box; where there is one, there is a content.
     *
     * @param cellId the cell that the content belongs to
     * @param boxId the id of the box; that of the cell for the main box
     * @param node the id of the collection
     */
    record OfCollection(String url, String cellId, String boxId, String node, UserSchemas schemas)
            implements ODataService {

        /** The collection that a request is about. */
        static OfCollection of(ContentResource.Stored resource, Exchange exchange, UserSchemas schemas) {
            String cellId = exchange.requiredCell().id();
            return new OfCollection(
                    resource.url(exchange.realm()) + "/",
                    cellId,
                    resource.box().isMain() ? cellId : resource.box().directory(),
                    resource.node().properties().id(),
                    schemas);
        }

        /** Its types; blocks. */
        UserSchema schema(Optional<CellGeneration> content) {
            return content.map(in -> schemas.of(in, boxId, node)).orElseThrow();
        }

        @Override
        public ServiceModel model(Optional<CellGeneration> content) {
            return schema(content).service();
        }

        /** All rows of a collection can be read by whoever may read the collection. */
        @Override
        public Set<Privilege> privileges(ODataTarget target, Query query) {
            return Set.of();
        }
    }

    /**
     * The types of a collection, as entities.
     *
     * @param node the id of the collection
     */
    record OfSchema(String url, String node) implements ODataService {

        /** The types of the collection that a request is about. */
        static OfSchema of(ODataPath resource, Exchange exchange) {
            String url = resource.url(exchange.realm()) + "/" + ODataTarget.METADATA + "/";
            return new OfSchema(url, resource.node().properties().id());
        }

        @Override
        public ServiceModel model(Optional<CellGeneration> content) {
            return SchemaControl.of(node);
        }

        @Override
        public Set<Privilege> privileges(ODataTarget target, Query query) {
            return Set.of();
        }
    }
}
