package io.cellport.http;

import io.cellport.auth.access.Privilege;
import io.cellport.error.ErrorCode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * One line of the route table, to be written as {@code route(GET, CellImport.class).needs(ROOT).answeredBy(endpoint)}.
 * Immutable.
 *
 * @param method the method; HEAD is answered by the line of GET
 * @param resource what the path has to point to
 * @param need what the caller has to hold on a resource of that type
 * @param writesCell whether it is refused while an import into the cell runs
 * @param errors what the endpoint may answer beside the errors that the pipeline has for every route of this kind
 * @param endpoint what answers
 */
public record Route(
        HttpMethod method,
        Class<? extends Resource> resource,
        Function<Resource, Privilege> need,
        boolean writesCell,
        Set<ErrorCode> errors,
        Endpoint endpoint) {

    private static final String SLOT = "cellport.route";

    /** Begins a line: what is asked for. */
    public static <R extends Resource> Line<R> route(HttpMethod method, Class<R> resource) {
        return new Line<>(method, resource);
    }

    /** What the caller has to hold for a resource, which is of this line's type. */
    public Privilege privilege(Resource asked) {
        return need.apply(asked);
    }

    /** The line that a request goes by; only for steps behind the one that finds it. */
    public static Route of(RoutingContext context) {
        return context.get(SLOT);
    }

    /** Makes this the line that a request goes by. */
    public void attach(RoutingContext context) {
        context.put(SLOT, this);
    }

    /** A line that is being written; it ends with what answers. */
    public static final class Line<R extends Resource> {

        private final HttpMethod method;

        private final Class<R> resource;

        private Function<Resource, Privilege> need;

        private boolean writesCell;

        private final Set<ErrorCode> errors = EnumSet.noneOf(ErrorCode.class);

        private Line(HttpMethod method, Class<R> resource) {
            this.method = method;
            this.resource = resource;
        }

        /** What the caller has to hold, whichever resource of the type it is. */
        public Line<R> needs(Privilege privilege) {
            return needs(any -> privilege);
        }

        /** What the caller has to hold, by the resource. */
        public Line<R> needs(Function<R, Privilege> privilege) {
            need = asked -> privilege.apply(resource.cast(asked));
            return this;
        }

        /** It changes what the cell holds: it is refused while an import into the cell runs. */
        public Line<R> writesCell() {
            writesCell = true;
            return this;
        }

        /** It reads the request's body, and may find it too large, too slow, broken off or of a wrong kind. */
        public Line<R> readsBody() {
            errors.addAll(BodyHeaders.ERRORS);
            return this;
        }

        /** What its endpoint may answer, beside what every route of this kind may. */
        public Line<R> failsWith(ErrorCode... codes) {
            errors.addAll(Arrays.asList(codes));
            return this;
        }

        /** Ends the line. */
        public Route answeredBy(Endpoint endpoint) {
            return new Route(method, resource, need, writesCell, Set.copyOf(errors), endpoint);
        }
    }
}
