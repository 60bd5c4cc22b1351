package io.cellport.odata.json;

import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Rows that tests make, numbered from 0; a navigation leads to all rows of its target. For one thread. */
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

    StoredEntity row(String id) {
        return entity(id).orElseThrow();
    }

    List<Long> numbers(String type) {
        return LongStream.range(0, all.size())
                .filter(number -> all.get((int) number).type().equals(type))
                .boxed()
                .toList();
    }

    @Override
    public List<StoredEntity> read(List<Long> numbers, long mostBytes) {
        List<StoredEntity> rows = new ArrayList<>();
        long bytes = 0;
        for (long number : numbers) {
            StoredEntity row = all.get((int) number);
            bytes += row.source().length;
            if (bytes > mostBytes && !rows.isEmpty()) {
                break;
            }
            rows.add(row);
        }
        read += rows.size();
        return rows;
    }

    @Override
    public List<Long> related(EntityModel model, StoredEntity row, Navigation navigation, int most) {
        return numbers(target(navigation).rows().type()).stream().limit(most).toList();
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
