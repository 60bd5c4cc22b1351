package io.cellport.http.odata;

import io.cellport.cell.generation.StoredEntity;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.odata.ODataRows.Found;
import io.cellport.http.odata.ODataTarget.OfEntity;
import io.cellport.http.odata.ODataTarget.OfLinks;
import io.cellport.http.odata.ODataTarget.OfNavigation;
import io.cellport.http.odata.ODataTarget.OfSet;
import io.cellport.odata.json.EntityUris;
import io.cellport.odata.json.ResultWriter;
import io.cellport.odata.json.Shape;
import io.cellport.odata.language.EntityKey;
import io.cellport.odata.language.FilterCheck;
import io.cellport.odata.language.NameCheck;
import io.cellport.odata.language.Order;
import io.cellport.odata.language.Query;
import io.cellport.odata.language.QueryLimits;
import io.cellport.odata.language.QueryOptions;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.Relation.Links;
import io.cellport.odata.rows.RowQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a request asks for, and begins to write it. Used once. Blocks; for one thread. */
final class ODataReader {

    private final ODataRows rows;

    private final EntityUris uris;

    private final Query query;

    private final Optional<Callback> callback;

    ODataReader(ODataRows rows, EntityUris uris, Query query, Optional<Callback> callback) {
        this.rows = rows;
        this.uris = uris;
        this.query = query;
        this.callback = callback;
    }

    ODataAnswer read(ODataTarget target) {
        if (target instanceof OfSet set) {
            return list(rows.set(set.set()));
        }
        if (target instanceof OfEntity entity) {
            return entity(rows.set(entity.set()), entity.key());
        }
        return target instanceof OfNavigation navigation ? navigation(navigation) : links((OfLinks) target);
    }

    private ODataAnswer list(EntityModel set) {
        QueryOptions options = QueryOptions.ofSet(query);
        return list(set, options, rows.page(rowQuery(set, options)));
    }

    private ODataAnswer list(EntityModel set, QueryOptions options, Found found) {
        Shape shape = shape(options, QueryLimits.MAX_NESTED_OF_SET);
        return answer(Optional.empty(), ResultWriter.of(rows, uris, shape, set, found.rows(), found.count()));
    }

    private ODataAnswer entity(EntityModel set, String key) {
        StoredEntity entity = find(set, key);
        QueryOptions options = QueryOptions.ofEntity(query);
        NameCheck.expansions(options.expand(), set);
        Shape shape = shape(options, QueryLimits.MAX_NESTED_OF_ENTITY);
        return answer(
                Optional.of(ResultWriter.etag(rows, set, entity)), ResultWriter.of(rows, uris, shape, set, entity));
    }

    private ODataAnswer navigation(OfNavigation target) {
        EntityModel set = rows.set(target.set());
        if (target.name().contains("(")) {
            throw ApiException.of(ErrorCode.PR400_OD_0010);
        }
        Navigation navigation =
                set.navigation(target.name()).orElseThrow(() -> ApiException.of(ErrorCode.PR404_OD_0003));
        StoredEntity source = find(set, target.key());
        EntityModel related = rows.target(navigation);
        QueryOptions options = QueryOptions.ofSet(query);
        return list(related, options, rows.related(source, navigation, rowQuery(related, options)));
    }

    private ODataAnswer links(OfLinks target) {
        EntityModel set = rows.set(target.set());
        if (target.name().contains("(")) {
            throw ApiException.of(ErrorCode.PR400_OD_0010);
        }
        Navigation navigation =
                set.navigation(target.name()).orElseThrow(() -> ApiException.of(ErrorCode.PR400_OD_0008));
        StoredEntity source = find(set, target.key());
        EntityModel related = rows.target(navigation);
        Found found = rows.related(source, navigation, linkQuery(related, navigation, QueryOptions.ofLinks(query)));
        return answer(Optional.empty(), ResultWriter.links(rows, uris, related, found.rows()));
    }

    private ODataAnswer answer(Optional<String> etag, ResultWriter writer) {
        callback.ifPresent(function -> writer.within(function.before(), function.after()));
        return ODataAnswer.of(etag, writer);
    }

    private StoredEntity find(EntityModel set, String key) {
        return EntityKey.parse(key)
                .valuesFor(set)
                .flatMap(values -> rows.one(set, values))
                .orElseThrow(() -> ApiException.of(ErrorCode.PR404_OD_0002));
    }

    private static RowQuery rowQuery(EntityModel set, QueryOptions options) {
        NameCheck.expansions(options.expand(), set);
        return new RowQuery(
                set,
                options.filter().map(new FilterCheck(set)::check),
                NameCheck.orders(options.orders(), set),
                options.search(),
                options.top(),
                options.skip(),
                options.isCounted(),
                false);
    }

    /** Links come by the names of their ends if one end names the other, and else by its id. */
    private static RowQuery linkQuery(EntityModel related, Navigation navigation, QueryOptions options) {
        boolean isById = navigation.relation() instanceof Links;
        List<Order> orders =
                isById ? List.of() : List.of(new Order(related.keys().get(0), false));
        return new RowQuery(
                related, Optional.empty(), orders, Optional.empty(), options.top(), options.skip(), false, isById);
    }

    private static Shape shape(QueryOptions options, int mostNested) {
        return new Shape(Set.copyOf(options.select()), Set.copyOf(options.expand()), mostNested);
    }
}
