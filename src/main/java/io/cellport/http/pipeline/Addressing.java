package io.cellport.http.pipeline;

import io.cellport.config.UnitConfig;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Authority;
import io.cellport.http.RequestAddress;
import io.cellport.http.Resource;
import io.cellport.http.Resource.InCell;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells unit and cells apart by the address of a request: by its path, or, if cells have host names of their own, by its
 * host. A unit with a configured URL answers to that address alone, one without to any. Immutable.
 */
final class Addressing {

    private final Optional<URI> unitUrl;

    private final boolean pathBased;

    Addressing(UnitConfig.Unit config) {
        this.unitUrl = config.url().map(URI::create);
        this.pathBased = config.pathBasedCellUrl();
    }

    /**
     * What an address points to.
     *
     * @throws ApiException {@code PR400-CM-0005} if it is none of the unit's, {@code PR400-MC-0002} if its path names a
     *     cell where only a host may
     */
    Resource resolve(RequestAddress address) {
        if (unitUrl.isEmpty()) {
            return ResourceResolver.resolve(address.path());
        }
        URI url = unitUrl.get();
        Authority unit = Authority.of(url).in(url.getScheme());
        // A proxy that ends TLS may keep quiet about it, so that the usual port of either scheme counts as none.
        Authority asked =
                Authority.parse(address.authority()).in(address.scheme()).in(url.getScheme());
        if (asked.isSameAs(unit)) {
            return atUnit(ResourceResolver.resolve(address.path()));
        }
        String cell = asked.firstLabel().toLowerCase(Locale.ROOT);
        if (pathBased || !asked.isSameAs(unit.below(cell))) {
            String known = url.getRawAuthority();
            throw ApiException.of(
                    ErrorCode.PR400_CM_0005, address.authority(), pathBased ? known : known + ", *." + known);
        }
        return ResourceResolver.resolveInCell(cell, address.path());
    }

    private Resource atUnit(Resource found) {
        if (!pathBased && found instanceof InCell) {
            throw ApiException.of(ErrorCode.PR400_MC_0002);
        }
        return found;
    }
}
