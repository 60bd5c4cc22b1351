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

    private static final String TAG_BEFORE = "W/\"1-";

    private static final String TAG_AFTER = "\"";

    private final JsonOutput out = new JsonOutput();

    private final RowAccess rows;

    private final EntityUris uris;

    private final Shape shape;

    private final ParentValues parents;

    private final Map<String, SetForm> forms = new HashMap<>();

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
        Row row = new Row(entity, new RowFields(model, new ParentValues(rows)));
        return TAG_BEFORE + row.version() + TAG_AFTER;
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

    /**
     * What is the same in all rows of a set.
     *
     * @param uri the beginning of their URIs, with a quote before it
     * @param etag what stands between a URI and a version
     * @param type what stands between a version and the properties
     */
    private record SetForm(EntityModel model, RowFields fields, byte[] uri, byte[] etag, byte[] type) {}

    private SetForm form(EntityModel model) {
        return forms.computeIfAbsent(model.name(), any -> {
            JsonOutput text = new JsonOutput();
            byte[] uri = text.raw("\"").within(uris.set(model)).take();
            byte[] etag =
                    text.raw(")\",").name("etag").raw("\"").within(TAG_BEFORE).take();
            text.within(TAG_AFTER)
                    .raw("\",")
                    .name("type")
                    .text(model.qualifiedName())
                    .raw("}");
            return new SetForm(model, new RowFields(model, parents), uri, etag, text.take());
        });
    }

    private void link(EntityModel model, StoredEntity entity) {
        String uri = uris.plain(model, new Row(entity, form(model).fields()).keys());
        out.raw("{").name("uri").text(uri).raw("}");
    }

    /** A row of the answer itself, whose navigations may be expanded. */
    private void outermost(EntityModel model, StoredEntity entity) {
        SetForm form = form(model);
        String key = begin(form, entity, shape);
        List<Runnable> navigations = new ArrayList<>();
        for (Navigation navigation : model.navigations()) {
            if (shape.expand().contains(navigation.name())) {
                navigations.add(() -> expand(entity, navigation));
            } else {
                navigations.add(() -> defer(form, key, navigation));
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
        SetForm form = form(model);
        String key = begin(form, entity, Shape.WHOLE);
        model.navigations().forEach(navigation -> defer(form, key, navigation));
        out.raw("}");
    }

    /** Writes the metadata and the properties; returns the key of the row. */
    private String begin(SetForm form, StoredEntity entity, Shape shown) {
        Row row = new Row(entity, form.fields());
        String key = uris.key(form.model(), row.keys());
        out.raw("{").name("__metadata").raw("{").name("uri").raw(form.uri()).within(key);
        out.raw(form.etag()).within(row.version()).raw(form.type());
        for (RowFields.Field field : form.fields().all()) {
            if (shown.shows(field.property().name(), form.model().keys())) {
                out.raw(field.label());
                row.write(out, field);
            }
        }
        return key;
    }

    private void defer(SetForm form, String key, Navigation navigation) {
        out.raw(",")
                .name(navigation.name())
                .raw("{")
                .name("__deferred")
                .raw("{")
                .name("uri");
        out.raw(form.uri()).within(key + ")/" + navigation.name()).raw("\"}}");
    }
}
