package io.cellport.http.pipeline;

import io.cellport.auth.access.Privilege;
import io.cellport.error.ErrorCode;
import io.cellport.http.Resource;
import io.cellport.http.Resource.InCell;
import io.cellport.http.Route;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/** All errors that a route can end in: those of its endpoint, and those of the steps before it. */
public final class RouteErrors {

    private static final Set<ErrorCode> OF_EVERY_ROUTE = EnumSet.of(
            ErrorCode.PR400_CM_0005,
            ErrorCode.PR400_CM_0006,
            ErrorCode.PR400_EV_0002,
            ErrorCode.PR400_MC_0002,
            ErrorCode.PR400_OD_0041,
            ErrorCode.PR406_CM_0001);

    private RouteErrors() {}

    /** The errors of a route whose request is about that resource. */
    public static Set<ErrorCode> of(Route route, Resource resource) {
        Set<ErrorCode> errors = EnumSet.copyOf(OF_EVERY_ROUTE);
        errors.addAll(route.errors());
        add(errors, code -> code.status() == 500 || code.status() == 503);
        if (route.privilege(resource) != Privilege.NONE) {
            add(errors, code -> code.name().matches("PR40[13]_AU_.*"));
        }
        if (resource.cellName().isPresent()) {
            errors.add(resource instanceof InCell ? ErrorCode.PR404_DV_0003 : ErrorCode.PR404_OD_0002);
        }
        if (route.writesCell()) {
            errors.add(ErrorCode.PR409_CM_0002);
        }
        return errors;
    }

    private static void add(Set<ErrorCode> errors, Predicate<ErrorCode> which) {
        Arrays.stream(ErrorCode.values()).filter(which).forEach(errors::add);
    }
}
