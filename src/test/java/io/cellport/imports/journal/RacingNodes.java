package io.cellport.imports.journal;

import io.cellport.Together;
import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Ended;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.KnownRuns.Certainty;
import io.cellport.imports.journal.Leases.Claim;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.storage.postgres.EpochReader;
import io.cellport.storage.postgres.PostgresEpochSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Nodes on one database: some accept runs, some execute them and often go on after their lease has run out, and some
 * answer polls. What is counted can be read when they have ended.
 */
final class RacingNodes {

    private static final int POSTERS = 2;
    private static final int IMPORTERS = 4;
    private static final int POLLERS = 3;
    private static final int EPOCH_READERS = 2;

    /** An importer pauses for up to three times as long. */
    private static final Duration LEASE = Duration.ofMillis(100);

    final AtomicLong accepted = new AtomicLong();
    final AtomicLong takeovers = new AtomicLong();
    final AtomicLong refusedCompletions = new AtomicLong();
    final AtomicLong unknownEnds = new AtomicLong();
    final AtomicLong checkedAnswers = new AtomicLong();
    final AtomicLong falseAnswers = new AtomicLong();

    /** The run of each activation that was not refused. */
    final ConcurrentLinkedQueue<Long> activated = new ConcurrentLinkedQueue<>();

    private final ClusteredJournal unit;
    private final KnownRuns known = new KnownRuns();
    private final List<Cell> cells;

    RacingNodes(ClusteredJournal unit) {
        this.unit = unit;
        this.cells = IntStream.range(0, 20)
                .mapToObj(number -> unit.create("cell" + number))
                .toList();
        cells.forEach(unit::snapshot);
    }

    /** Lets them race until they are told to stop. */
    void race(BooleanSupplier isOver) throws Exception {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < EPOCH_READERS; i++) {
            nodes.add(new Node());
        }
        try {
            Together.together(POSTERS + IMPORTERS + POLLERS, number -> {
                Random random = new Random(number);
                Runnable step = step(number, nodes, random);
                while (!isOver.getAsBoolean()) {
                    step.run();
                }
                return number;
            });
        } finally {
            nodes.forEach(Node::close);
        }
    }

    private Runnable step(int number, List<Node> nodes, Random random) {
        if (number < POSTERS) {
            Journal journal = unit.journal("poster" + number, "poster" + number);
            return () -> post(journal, random);
        }
        if (number < POSTERS + IMPORTERS) {
            Importer importer = new Importer("importer" + number, random);
            return importer::step;
        }
        Node node = nodes.get(number % nodes.size());
        return () -> poll(node, random);
    }

    private Cell anyCell(Random random) {
        return cells.get(random.nextInt(cells.size()));
    }

    private void post(Journal journal, Random random) {
        Cell cell = anyCell(random);
        try {
            known.accepted(journal.accept(new Journal.NewImport(
                            cell.id(), cell.name(), "snap", unit.snapshot(cell), false, "poster", 0))
                    .run());
            accepted.incrementAndGet();
        } catch (ApiException e) {
            require(e, ErrorCode.PR409_CM_0002, ErrorCode.PR503_SV_0002);
        }
    }

    /** On a starved machine something may take too long, which is an honest answer. */
    private static void require(ApiException failure, ErrorCode... allowed) {
        if (!List.of(allowed).contains(failure.error().code())) {
            throw failure;
        }
    }

    private void poll(Node node, Random random) {
        Cell cell = anyCell(random);
        Optional<Certainty> before = known.of(cell.id());
        long asked = System.nanoTime();
        try {
            if (random.nextBoolean()) {
                // As a poll does when it looks for its cell: then the answer need not wait for another read.
                node.reader.fresh().await();
            }
            check(cell, before, node.view.standing(cell.id(), asked).await());
        } catch (ApiException e) {
            require(e, ErrorCode.PR503_SV_0002);
        }
    }

    private void check(Cell cell, Optional<Certainty> before, Optional<DecidedStatus> answer) {
        if (before.isPresent() && before.equals(known.of(cell.id()))) {
            checkedAnswers.incrementAndGet();
            boolean isTrue = answer.isPresent()
                    && answer.get().status().isActive()
                    && answer.get().run() == before.get().run();
            if (!isTrue) {
                falseAnswers.incrementAndGet();
            }
        }
    }

    /** A process that executes runs. */
    private final class Importer {

        private final Random random;
        private final Journal journal;
        private final Leases leases;

        Importer(String name, Random random) {
            this.random = random;
            this.journal = unit.journal(name, name);
            this.leases = new PostgresLeases(unit.database, new Owner(name, name), LEASE);
        }

        void step() {
            try {
                leases.claim(List.of()).ifPresent(this::execute);
            } catch (LostRunException taken) {
                // Another importer goes on with it.
            } catch (ApiException e) {
                require(e, ErrorCode.PR503_SV_0002);
            }
        }

        private void execute(Claim claim) {
            takeovers.addAndGet(claim.failures() > 0 ? 1 : 0);
            Importing importing = claim.state().toImporting(1000);
            journal.record(importing);
            unit.build(importing.run());
            work();
            leases.renew(List.of(new Leases.Executing(importing.at(500, 1), Duration.ZERO)));
            journal.record(importing.toActivating());
            work();
            if (random.nextInt(4) == 0) {
                end(importing.toFailed(ImportFailure.of(JournalRow.DAMAGED), FilledJournal.LATER));
            } else {
                complete(importing);
            }
        }

        private void complete(Importing importing) {
            try {
                end(importing.toActivating().toCompleted(FilledJournal.summaryOf(1), FilledJournal.LATER));
                activated.add(importing.run().number());
            } catch (LostRunException e) {
                refusedCompletions.incrementAndGet();
            }
        }

        private void end(Ended end) {
            known.ending(end.run());
            try {
                journal.record(end);
            } catch (LostRunException e) {
                known.endWasRefused(end.run());
                throw e;
            } catch (ApiException e) {
                unknownEnds.incrementAndGet();
                throw e;
            }
        }

        /** Takes up to three leases, but mostly much less. */
        private void work() {
            long most = random.nextInt(5) == 0 ? 3 * LEASE.toNanos() : LEASE.toNanos() / 10;
            long until = System.nanoTime() + random.nextLong(most);
            while (System.nanoTime() - until < 0) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
    }

    /** A process that answers polls. */
    private final class Node implements AutoCloseable {

        private final RunReplica runs = new RunReplica();
        private final PostgresEpochSource source = new PostgresEpochSource(unit.database, runs.parts());
        private final EpochReader reader = EpochReader.start(source, Duration.ZERO);
        private final PostgresStandings view = new PostgresStandings(reader, runs);

        @Override
        public void close() {
            reader.close();
            source.close();
        }
    }
}
