package io.cellport.http.routing;

import io.cellport.config.UnitConfig;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.Resource;
import io.cellport.http.Resource.InCell;
import io.cellport.http.address.RequestAddress;
import io.cellport.http.message.Authority;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells unit and cells apart by the address of a request: by its path, or, if cells have host names of their own, by
 * its host. A unit with a configured URL answers to that address alone, one without to any. Immutable.
 */
public final class Addressing {

    private final Optional<URI> unitUrl;

    private final boolean pathBased;

    private final ResourceResolver paths;

    /** @param paths of a unit whose cells have no hosts of their own */
    public Addressing(UnitConfig.Unit config, ResourceResolver paths) {
        this.unitUrl = config.url().map(URI::create);
        this.pathBased = config.pathBasedCellUrl();
        this.paths = paths;
    }

    /**
     * An address that is not this unit's.
     *
     * @param error {@code PR400-CM-0005}, or {@code PR400-MC-0002} if its path names a cell where only a host may
     */
    private record Elsewhere(ApiError error) implements Resource {

        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return error;
        }
    }

    /** What an address points to; if it is not the unit's, a resource that refuses every method. */
    public Resource resolve(RequestAddress address) {
        if (unitUrl.isEmpty()) {
            return paths.resolve(address.path());
        }
        URI url = unitUrl.get();
        Authority unit = Authority.of(url).in(url.getScheme());
        // A proxy that ends TLS may not say so; therefore the default ports of both schemes count as none.
        Authority asked =
                Authority.parse(address.authority()).in(address.scheme()).in(url.getScheme());
        if (asked.isSameAs(unit)) {
            return atUnit(paths.resolve(address.path()));
        }
        String cell = asked.firstLabel().toLowerCase(Locale.ROOT);
        if (pathBased || !asked.isSameAs(unit.below(cell))) {
            String known = url.getRawAuthority();
            return new Elsewhere(ApiError.of(
                    ErrorCode.PR400_CM_0005, address.authority(), pathBased ? known : known + ", *." + known));
        }
        return paths.resolveInCell(cell, address.path());
    }

    private Resource atUnit(Resource found) {
        return pathBased || !(found instanceof InCell) ? found : new Elsewhere(ApiError.of(ErrorCode.PR400_MC_0002));
    }
}
