package io.cellport.odata.json;

import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes an answer in pieces: rows are read when their turn comes, so that few of them are in memory whatever the
 * answer's length. Used once. Blocks; for one thread.
 */
public final class ResultWriter {

    private static final int PIECE_BYTES = 64 << 10;

    private final JsonOutput out = new JsonOutput();

    private final RowAccess rows;

    private final EntityUris uris;

    private final Shape shape;

    private final ParentValues parents;

    private final Map<String, RowFields> fields = new HashMap<>();

    /** What is still to be written, the next first. */
    private final Deque<Runnable> steps = new ArrayDeque<>();

    private ResultWriter(RowAccess rows, EntityUris uris, Shape shape) {
        this.rows = rows;
        this.uris = uris;
        this.shape = shape;
        this.parents = new ParentValues(rows);
    }

    /**
     * Writes rows of a set.
     *
     * @param found the rows, each of which is read when it is taken
     * @param count how many there are in all; empty if the answer does not say it
     */
    public static ResultWriter of(
            RowAccess rows,
            EntityUris uris,
            Shape shape,
            EntityModel model,
            Iterator<StoredEntity> found,
            OptionalLong count) {
        ResultWriter writer = new ResultWriter(rows, uris, shape);
        writer.steps.add(() -> writer.out.raw("{\"d\":{\"results\":["));
        writer.steps.add(writer.new EachRow(model, found, writer::outermost));
        writer.steps.add(() -> writer.out.raw("]"));
        writer.steps.add(
                () -> count.ifPresent(all -> writer.out.raw(",").name("__count").text(Long.toString(all))));
        writer.steps.add(() -> writer.out.raw("}}"));
        return writer;
    }

    /** Writes one row. */
    public static ResultWriter of(
            RowAccess rows, EntityUris uris, Shape shape, EntityModel model, StoredEntity entity) {
        ResultWriter writer = new ResultWriter(rows, uris, shape);
        writer.steps.add(() -> writer.out.raw("{\"d\":{\"results\":"));
        writer.steps.add(() -> writer.outermost(model, entity));
        writer.steps.add(() -> writer.out.raw("}}"));
        return writer;
    }

    /** Writes where rows can be read instead of the rows. */
    public static ResultWriter links(RowAccess rows, EntityUris uris, EntityModel model, Iterator<StoredEntity> found) {
        ResultWriter writer = new ResultWriter(rows, uris, Shape.WHOLE);
        writer.steps.add(() -> writer.out.raw("{\"d\":{\"results\":["));
        writer.steps.add(writer.new EachRow(model, found, writer::link));
        writer.steps.add(() -> writer.out.raw("]}}"));
        return writer;
    }

    /** The entity tag of a row. */
    public static String etag(RowAccess rows, EntityModel model, StoredEntity entity) {
        return new Row(entity, new RowFields(model, new ParentValues(rows))).etag();
    }

    /** Puts text around the answer; before anything is written. */
    public void within(String before, String after) {
        steps.addFirst(() -> out.raw(before));
        steps.addLast(() -> out.raw(after));
    }

    /** Whether everything is written. */
    public boolean isDone() {
        return steps.isEmpty();
    }

    /** The next piece, which may be longer than others by one row. */
    public byte[] next() {
        while (!steps.isEmpty() && out.size() < PIECE_BYTES) {
            steps.remove().run();
        }
        return out.take();
    }

    private interface RowStep {
        void write(EntityModel model, StoredEntity entity);
    }

    /** Writes rows one after the other with commas between them. */
    private final class EachRow implements Runnable {

        private final EntityModel model;

        private final Iterator<StoredEntity> found;

        private final RowStep step;

        private String comma = "";

        EachRow(EntityModel model, Iterator<StoredEntity> found, RowStep step) {
            this.model = model;
            this.found = found;
            this.step = step;
        }

        @Override
        public void run() {
            if (found.hasNext()) {
                steps.push(this);
                out.raw(comma);
                comma = ",";
                step.write(model, found.next());
            }
        }
    }

    private RowFields fields(EntityModel model) {
        return fields.computeIfAbsent(model.name(), any -> new RowFields(model, parents));
    }

    private void link(EntityModel model, StoredEntity entity) {
        String uri = uris.plain(model, new Row(entity, fields(model)).keys());
        out.raw("{").name("uri").text(uri).raw("}");
    }

    /** A row of the answer itself, whose navigations may be expanded. */
    private void outermost(EntityModel model, StoredEntity entity) {
        String uri = begin(model, entity, shape);
        List<Runnable> navigations = new ArrayList<>();
        for (Navigation navigation : model.navigations()) {
            if (shape.expand().contains(navigation.name())) {
                navigations.add(() -> expand(entity, navigation));
            } else {
                navigations.add(() -> defer(uri, navigation));
            }
        }
        steps.push(() -> out.raw("}"));
        Collections.reverse(navigations);
        navigations.forEach(steps::push);
    }

    private void expand(StoredEntity entity, Navigation navigation) {
        out.raw(",").name(navigation.name()).raw("[");
        steps.push(() -> out.raw("]"));
        EntityModel target = rows.target(navigation);
        steps.push(new EachRow(target, rows.related(entity, navigation, shape.mostNested()), this::nested));
    }

    private void nested(EntityModel model, StoredEntity entity) {
        String uri = begin(model, entity, Shape.WHOLE);
        model.navigations().forEach(navigation -> defer(uri, navigation));
        out.raw("}");
    }

    /** Writes the metadata and the properties; returns the URI of the row. */
    private String begin(EntityModel model, StoredEntity entity, Shape shown) {
        RowFields known = fields(model);
        Row row = new Row(entity, known);
        String uri = uris.canonical(model, row.keys());
        out.raw("{").name("__metadata").raw("{").name("uri").text(uri);
        out.raw(",").name("etag").text(row.etag());
        out.raw(",").name("type").text(model.qualifiedName()).raw("}");
        for (RowFields.Field field : known.all()) {
            if (shown.shows(field.property().name(), model.keys())) {
                out.raw(field.label());
                row.write(out, field);
            }
        }
        return uri;
    }

    private void defer(String uri, Navigation navigation) {
        out.raw(",").name(navigation.name()).raw("{").name("__deferred").raw("{");
        out.name("uri").text(uri + "/" + navigation.name()).raw("}}");
    }
}
