package io.cellport.odata.edmx;

import io.cellport.odata.model.ServiceModel;
import java.util.HashSet;
import java.util.Set;

/**
 * In which order a service lists its sets. Nobody may rely on it, but documents that are compared byte by byte should
 * be the same: the reference adds the names, in the order of the model, to a hash table of the JDK. Stateless.
 */
final class SetOrder {

    private SetOrder() {}

    static Set<String> of(ServiceModel service) {
        // Copied by its constructor, the table might be larger, and the order another.
        Set<String> names = new HashSet<>();
        names.addAll(service.sets().keySet());
        return names;
    }
}
