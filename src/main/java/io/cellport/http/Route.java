package io.cellport.http;

import io.cellport.auth.access.Privilege;
import io.cellport.error.ErrorCode;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One line of the route table, to be written as {@code route(GET, CellImport.class).needs(ROOT).answeredBy(endpoint)}.
 * Immutable.
 *
 * @param method the method; HEAD is answered by the line of GET
 * @param resource what the path has to point to
 * @param need what the caller has to hold on a resource of that type
 * @param writesCell whether it is refused while an import or export of the cell runs
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

    /** Begins a line: what is asked for. */
    public static <R extends Resource> Asked<R> route(HttpMethod method, Class<R> resource) {
        return new Asked<>(method, resource);
    }

    /** What the caller has to hold for a resource, which is of this line's type. */
    public Privilege privilege(Resource asked) {
        return need.apply(asked);
    }

    /** The line that a request goes by; only for steps behind the one that finds it. */
    public static Route of(Exchange exchange) {
        return found(exchange).orElseThrow();
    }

    /** The line that a request goes by, if a step has found it. */
    public static Optional<Route> found(Exchange exchange) {
        return Optional.ofNullable((Route) exchange.attached());
    }

    /** Makes this the line that a request goes by. */
    public void attach(Exchange exchange) {
        exchange.attach(this);
    }

    /** The beginning of a line, which goes on with what the caller has to hold. */
    public record Asked<R extends Resource>(HttpMethod method, Class<R> resource) {

        /** What the caller has to hold, whichever resource of the type it is. */
        public Line needs(Privilege privilege) {
            return needs(any -> privilege);
        }

        /** What the caller has to hold, by the resource. */
        public Line needs(Function<R, Privilege> privilege) {
            return new Line(method, resource, asked -> privilege.apply(resource.cast(asked)));
        }
    }

    /** A line that is being written; it ends with what answers. */
    public static final class Line {

        private final HttpMethod method;

        private final Class<? extends Resource> resource;

        private final Function<Resource, Privilege> need;

        private boolean writesCell;

        private final Set<ErrorCode> errors = EnumSet.noneOf(ErrorCode.class);

        private Line(HttpMethod method, Class<? extends Resource> resource, Function<Resource, Privilege> need) {
            this.method = method;
            this.resource = resource;
            this.need = need;
        }

        /** It changes what the cell holds: it is refused while an import into the cell runs. */
        public Line writesCell() {
            writesCell = true;
            return this;
        }

        /** It reads the request's body, and may find it too large, too slow, broken off or of a wrong kind. */
        public Line readsBody() {
            errors.addAll(BodyHeaders.ERRORS);
            return this;
        }

        /** What its endpoint may answer, beside what every route of this kind may. */
        public Line failsWith(ErrorCode... codes) {
            errors.addAll(Arrays.asList(codes));
            return this;
        }

        /** Ends the line. */
        public Route answeredBy(Endpoint endpoint) {
            return new Route(method, resource, need, writesCell, Set.copyOf(errors), endpoint);
        }
    }
}
