package io.cellport.http.imports;

import static io.cellport.http.TestUnit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.management.UnixOperatingSystemMXBean;
import io.cellport.http.TestRouter;
import io.cellport.http.TestUnit;
import io.cellport.http.status.StatusWaiters;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StatusList;
import io.cellport.imports.message.StatusQuery;
import io.cellport.imports.message.StatusesQuery;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What it costs a node that very many clients wait for one import. */
@EnabledOnOs(OS.LINUX)
class ManyWaitingClientsIT {

    private static final int CLIENTS = 10_000;

    private static final int CELLS = 20;

    private static final int SPARE_DESCRIPTORS = 500;

    private static final long MAX_BYTES = 100 << 20;

    private static final int MAX_NEW_THREADS = 4;

    @TempDir
    Path data;

    private volatile ImportStatus status = ImportStatus.inProgress(Instant.now(), 1, "snap");

    @Test
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tenThousandHoldNoThreadAndLessThanAHundredMegabytes(TestReporter reporter) throws Exception {
        int clients = possibleClients(reporter);
        try (TestRouter router = new TestRouter(data);
                Requests requests = new Requests()) {
            answerQuestions(router);
            List<String> cellIds = createCells(router);
            String tag = tag(router);
            Process process = start();
            try (BufferedReader said = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                    PrintWriter tell = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
                long bytes = usedBytes();
                int threads = threads();
                int before = requests.begun.get();

                tell.println(router.port() + "\n" + clients + "\n" + CELLS + "\n" + request(router, tag));
                assertThat(said.readLine()).isEqualTo("sent");
                await().until(() -> requests.begun.get() == before + clients);
                long cost = usedBytes() - bytes;
                int newThreads = threads() - threads;
                tell.println("how many are answered?");
                assertThat(said.readLine()).isEqualTo("0");

                status = ImportStatus.READY;
                cellIds.forEach(cellId -> publish(router, cellId));
                tell.println("and now?");
                assertThat(said.readLine()).isEqualTo(Integer.toString(clients));
                reporter.publishEntry("bytes of a waiting client", Long.toString(cost / clients));
                assertThat(cost).isLessThan(MAX_BYTES);
                assertThat(newThreads).isLessThanOrEqualTo(MAX_NEW_THREADS);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** Instead of a tracker. */
    private void answerQuestions(TestRouter router) {
        router.vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> query.reply(status));
        router.vertx
                .eventBus()
                .<StatusesQuery>localConsumer(
                        Addresses.IMPORT_STATUSES,
                        query -> query.reply(new StatusList(query.body().cellIds().stream()
                                .map(cell -> Optional.of(status))
                                .toList())));
    }

    @Test
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoeverFindsNoRoomIsAnsweredAtOnce(TestReporter reporter) throws Exception {
        assertThat(possibleClients(reporter)).isGreaterThan(StatusWaiters.MOST_OF_A_CELL);
        try (TestRouter router = new TestRouter(data);
                Requests requests = new Requests()) {
            answerQuestions(router);
            createCells(router);
            String tag = tag(router);
            Process process = start();
            try (BufferedReader said = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                    PrintWriter tell = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
                int before = requests.begun.get();
                tell.println(router.port() + "\n" + StatusWaiters.MOST_OF_A_CELL + "\n1\n" + request(router, tag));
                assertThat(said.readLine()).isEqualTo("sent");
                await().until(() -> requests.begun.get() == before + StatusWaiters.MOST_OF_A_CELL);

                HttpResponse<Buffer> crowded = TestUnit.await(router.request(HttpMethod.GET, "/cell-0/__import")
                        .bearerTokenAuthentication(router.token)
                        .putHeader("If-None-Match", tag)
                        .putHeader("Prefer", "wait=60")
                        .timeout(20_000)
                        .send());

                assertThat(crowded.statusCode()).isEqualTo(304);
                assertThat(crowded.getHeader("Retry-After")).isNotNull();
                assertThat(crowded.getHeader("Preference-Applied")).isNull();
                tell.println("how many are answered?");
                assertThat(said.readLine()).isEqualTo("0");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static List<String> createCells(TestRouter router) {
        return IntStream.range(0, CELLS)
                .mapToObj(number -> router.createCell("cell-" + number))
                .toList();
    }

    private static int possibleClients(TestReporter reporter) {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - SPARE_DESCRIPTORS;
        if (free < CLIENTS) {
            reporter.publishEntry("only " + free + " clients instead of " + CLIENTS + ": ulimit -n is too low");
        }
        assertThat(free).as("file descriptors left by ulimit -n").isGreaterThan(100);
        return (int) Math.min(free, CLIENTS);
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WaitingClients.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String tag(TestRouter router) {
        return await(router.request(HttpMethod.GET, "/cell1/__import")
                        .bearerTokenAuthentication(router.token)
                        .send())
                .getHeader("ETag");
    }

    private static String request(TestRouter router, String tag) {
        return """
                GET /cell-$cell/__import HTTP/1.1
                Host: unit.test
                Authorization: Bearer %s
                If-None-Match: %s
                Prefer: wait=60
                """.formatted(router.token, tag);
    }

    private void publish(TestRouter router, String cellId) {
        router.vertx
                .eventBus()
                .publish(
                        Addresses.IMPORT_PROGRESS,
                        new ImportProgress(
                                cellId,
                                "run",
                                new ImportProgress.Version(1, 1, 1),
                                false,
                                status,
                                new ImportProgress.Work(1, 1, 1, Instant.now())));
    }

    private static long usedBytes() {
        // Twice, because references of the first round may end only with it.
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return heap + PlatformDependent.usedDirectMemory();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Counts the requests that have begun, going by the access log. */
    private static final class Requests extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private final AtomicInteger begun = new AtomicInteger();

        private final Logger accessLog = (Logger) LoggerFactory.getLogger("io.cellport.access");

        Requests() {
            accessLog.setLevel(Level.DEBUG);
            accessLog.setAdditive(false);
            accessLog.addAppender(this);
            start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().equals(Level.DEBUG)) {
                begun.incrementAndGet();
            }
        }

        @Override
        public void close() {
            accessLog.detachAppender(this);
            accessLog.setAdditive(true);
            accessLog.setLevel(null);
        }
    }
}
