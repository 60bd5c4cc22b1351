package io.cellport.http.routing;

import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.auth.access.Privilege.ROOT;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.http.AllowedMethods;
import io.cellport.http.Resource.CellBox;
import io.cellport.http.Resource.CellRoot;
import io.cellport.http.Resource.UnitRoot;
import io.cellport.http.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final Route READ = route(GET, CellRoot.class).needs(ROOT).answeredBy(AllowedMethods::answer);

    private static final Route DELETION =
            route(DELETE, CellRoot.class).needs(ROOT).writesCell().answeredBy(AllowedMethods::answer);

    @Test
    void severalAreasMayHaveRoutesToOneResource() {
        Routes routes = new Routes(List.of(new TestArea().with(READ), new TestArea().with(DELETION)));

        assertThat(routes.find(DELETE, new CellRoot("c"))).containsSame(DELETION);
        assertThat(routes.find(HEAD, new CellRoot("c"))).containsSame(READ);
        assertThat(routes.find(OPTIONS, new CellRoot("c"))).isEmpty();
        assertThat(routes.find(GET, new UnitRoot())).isEmpty();
        assertThat(routes.allowed(new CellRoot("c"))).isEqualTo("GET, DELETE");
        assertThat(routes.allowed(new UnitRoot())).isEmpty();
    }

    @Test
    void noTwoAreasHaveTheSameRoute() {
        assertThatThrownBy(() -> new Routes(List.of(new TestArea().with(READ), new TestArea().with(READ))))
                .hasMessage("two routes for GET io.cellport.http.Resource$CellRoot");
    }

    @Test
    void whatARouteNeedsMayDependOnTheResource() {
        Route byName = route(GET, CellBox.class)
                .needs(box -> box.box().equals("public") ? NONE : ROOT)
                .answeredBy(AllowedMethods::answer);

        assertThat(byName.privilege(new CellBox("c", "public", List.of()))).isEqualTo(NONE);
        assertThat(byName.privilege(new CellBox("c", "private", List.of()))).isEqualTo(ROOT);
    }
}
