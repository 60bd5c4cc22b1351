package io.cellport.odata.json;

import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Rows that tests make; a navigation leads to all rows of its target. For one thread. */
final class MadeRows implements RowAccess {

    private final ServiceModel service;

    private final List<StoredEntity> all = new ArrayList<>();

    /** How many rows were read so far. */
    int read;

    MadeRows(ServiceModel service) {
        this.service = service;
    }

    MadeRows add(String type, String id, String source) {
        all.add(new StoredEntity(type, id, id, source.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** The first rows of a type; counts those that are taken. */
    Iterator<StoredEntity> rows(String type, int most) {
        return all.stream()
                .filter(row -> row.type().equals(type))
                .limit(most)
                .map(row -> {
                    read++;
                    return row;
                })
                .iterator();
    }

    @Override
    public Iterator<StoredEntity> related(StoredEntity row, Navigation navigation, int most) {
        return rows(target(navigation).rows().type(), most);
    }

    @Override
    public Optional<StoredEntity> entity(String id) {
        return all.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    @Override
    public EntityModel target(Navigation navigation) {
        return service.set(navigation.target()).orElseThrow();
    }
}
