package io.cellport.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** What a unit that is at work would leave if it were killed at its kill points. Safe for several threads. */
public final class Wreckage {

    private final Path data;
    private final IntPredicate wanted;
    private final List<Wreck> wrecks = new ArrayList<>();
    private final KillPoints points = new KillPoints(this::reached);
    private volatile int told;

    /**
     * The wreckage of a unit that is still to be opened, with {@link #data} and {@link #sqlite}.
     *
     * @param told what clients have been told before, as in {@link Wreck}
     * @param wanted the points to keep the wrecks of, counted from 1
     */
    public Wreckage(Path data, int told, IntPredicate wanted) {
        this.data = data;
        this.told = told;
        this.wanted = wanted;
    }

    /** The data directory, for the unit. */
    public Path data() {
        return points.wrap(data);
    }

    public Sqlite sqlite() {
        return points.sqlite();
    }

    /** Clients may have been told so much by now. */
    public void tell(int percent) {
        told = Math.max(told, percent);
    }

    private void reached(int number, String point) {
        if (wanted.test(number)) {
            String description = "point " + number + " of " + data.getFileName() + ", " + point;
            Path copy = Wreck.copy(data, data.resolveSibling(data.getFileName() + "." + number));
            wrecks.add(new Wreck(copy, description, told));
        }
    }

    /** The wrecks, when the unit is closed. */
    public List<Wreck> wrecks() {
        return wrecks;
    }
}
