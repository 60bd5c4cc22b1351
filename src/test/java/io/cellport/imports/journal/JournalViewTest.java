package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.worker.WorkerPool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalViewTest implements StatusViewContract {

    @TempDir
    Path data;

    private final WorkerPool reads = new WorkerPool("reads", 1, 1_000);

    private EmbeddedJournal unit;
    private JournalView view;
    private Journal journal;

    @BeforeEach
    void open() {
        unit = new EmbeddedJournal(data);
        look();
    }

    private void look() {
        view = new JournalView(unit.journal, unit.journal.standings(), reads);
        unit.store.onDeletion(view::deleted);
        journal = new ViewedJournal(unit.journal, view);
    }

    @AfterEach
    void close() {
        unit.close();
        reads.abandon();
    }

    @Test
    void eachStepIsSeen() {
        Cell cell = cell("cell1");
        Importing importing = accept(cell).toImporting(1000);
        for (Active step : List.of(importing, importing.at(420, 4), importing.toActivating())) {
            journal.record(step);
            assertThat(seen(cell)).contains(DecidedStatus.of(step));
        }
    }

    @Test
    void onlyCellsThatHaveAStandingAreKept() {
        Cell failed = cell("cell1");
        Cell cancelled = cell("cell2");
        Cell dry = cell("cell3");
        fail(accept(failed));
        journal.record(accept(cancelled).toCancelled(LATER));
        fail(accept(dry, true));
        assertThat(view.size()).isEqualTo(1);

        unit.delete(failed);

        assertThat(view.size()).isZero();
    }

    @Override
    public JournalUnit unit() {
        return unit;
    }

    @Override
    public StatusView view() {
        return view;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public void restart() {
        unit.reopen();
        look();
    }
}
