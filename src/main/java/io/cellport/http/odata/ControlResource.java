package io.cellport.http.odata;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Resource;
import io.cellport.http.odata.ODataTarget.OfEntity;
import io.cellport.http.odata.ODataTarget.OfLinks;
import io.cellport.http.odata.ODataTarget.OfNavigation;
import io.cellport.http.odata.ODataTarget.OfSet;
import io.cellport.odata.model.CellControl;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** What lies at {@code {cell}/__ctl} and below. Immutable. */
final class ControlResource {

    private ControlResource() {}

    /** {@code {cell}/__ctl}. */
    record ControlRoot(String cell) implements Resource.InCell {}

    /** {@code {cell}/__ctl/$metadata}. */
    record ControlMetadata(String cell) implements Resource.InCell {}

    /** Part of a set that there is; whether the entity is there is another question. */
    sealed interface InSet extends Resource.InContent {

        ODataTarget target();
    }

    /** {@code {cell}/__ctl/{set}}. */
    record ControlSet(String cell, OfSet target) implements InSet {}

    /** {@code {cell}/__ctl/{set}({key})}. */
    record ControlEntity(String cell, OfEntity target) implements InSet {}

    /** {@code {cell}/__ctl/{set}({key})/{navigation}}. */
    record ControlNavigation(String cell, OfNavigation target) implements InSet {}

    /** {@code {cell}/__ctl/{set}({key})/$links/{navigation}}. */
    record ControlLinks(String cell, OfLinks target) implements InSet {}

    /** Where nothing can be; all may know that. */
    record ControlNothing(String cell, ApiError error) implements Resource.InCell {

        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return error;
        }
    }

    /** Reads the segments behind {@code __ctl}. */
    static Resource read(String cell, List<String> below) {
        if (below.isEmpty()) {
            return new ControlRoot(cell);
        }
        if (below.equals(List.of(ODataTarget.METADATA))) {
            return new ControlMetadata(cell);
        }
        try {
            ODataTarget target = ODataTarget.parse(below);
            return CellControl.MODEL.set(target.set()).isPresent()
                    ? inSet(cell, target)
                    : new ControlNothing(cell, ApiError.of(ErrorCode.PR404_OD_0001));
        } catch (ApiException e) {
            return new ControlNothing(cell, e.error());
        }
    }

    private static InSet inSet(String cell, ODataTarget target) {
        if (target instanceof OfSet set) {
            return new ControlSet(cell, set);
        }
        if (target instanceof OfEntity entity) {
            return new ControlEntity(cell, entity);
        }
        return target instanceof OfNavigation navigation
                ? new ControlNavigation(cell, navigation)
                : new ControlLinks(cell, (OfLinks) target);
    }
}
