package io.cellport.server;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.Accounts;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A unit that was stopped in the middle of everything leaves nothing in a process that goes on. */
class UnitLeaksIT {

    private static final int ROUNDS = 3;

    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingRemainsOfAUnitThatWasStopped() throws Exception {
        Set<String> threadsBefore = ownThreads();
        Vertx vertx = Vertx.vertx();
        try {
            work(vertx, directory.resolve("first"));
            settled(vertx);
            int descriptors = descriptors(Path.of("/")).size();
            for (int i = 0; i < ROUNDS; i++) {
                work(vertx, directory.resolve("round" + i));
            }
            settled(vertx);
            await().untilAsserted(() -> assertThat(descriptors(Path.of("/"))).hasSizeLessThanOrEqualTo(descriptors));
        } finally {
            TestUnit.await(vertx.close());
        }
        await().untilAsserted(() -> assertThat(ownThreads()).isEqualTo(threadsBefore));
    }

    /** What a unit has left in the process and on the disk once it is stopped and what it had sent off has ended. */
    private void settled(Vertx vertx) {
        await().untilAsserted(() -> {
            assertThat(ownThreads()).noneMatch(name -> name.startsWith("cellport-"));
            assertThat(internals(vertx, "timeouts")).isEmpty();
            assertThat(internals(vertx.eventBus(), "handlerMap")).isEmpty();
            assertThat(descriptors(directory)).isEmpty();
            assertThat(temporaries()).isEmpty();
        });
    }

    private static void work(Vertx vertx, Path data) throws IOException {
        TestUnit unit = new TestUnit(config(data).management().build(), vertx);
        List<RawClient> clients = new ArrayList<>();
        try {
            Accounts cell = Accounts.importedInto(unit, "cell1", Accounts.SMALL);
            cell.token("alice", "alicepass");
            cell.login("alice", "wrong");
            unit.send(unit.request("cell1/__snapshot/big.zip").PUT(BodyPublishers.ofByteArray(new byte[32 << 20])));
            String root = "Host: x\r\nAuthorization: Bearer " + unit.unitToken() + "\r\n";
            clients.add(new RawClient(unit)
                    .send("GET /cell1/__import HTTP/1.1\r\nPrefer: wait=60\r\n" + root + "If-None-Match: "
                            + TestUnit.header(unit.send(unit.request("cell1/__import")), "ETag") + "\r\n\r\n"));
            clients.add(new RawClient(unit).send("GET /cell1/__snapshot/big.zip HTTP/1.1\r\n" + root + "\r\n"));
            clients.add(new RawClient(unit)
                    .send("PUT /cell1/__snapshot/half.zip HTTP/1.1\r\n" + root + "Content-Length: 1000\r\n\r\nabc"));
            clients.add(new RawClient(unit)
                    .send("PUT /cell1/__snapshot/none.zip HTTP/1.1\r\nHost: x\r\nContent-Length: "
                            + "1000000\r\n\r\nabc"));
            clients.add(new RawClient(unit).send("GET /cell1/__imp"));
            await().untilAsserted(() -> {
                assertThat(internals(vertx, "timeouts")).isNotEmpty();
                assertThat(internals(vertx.eventBus(), "handlerMap")).isNotEmpty();
                assertThat(descriptors(data.resolve("snapshots"))).isNotEmpty();
                assertThat(descriptors(data.resolve("tmp"))).isNotEmpty();
            });
        } finally {
            unit.stop();
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static Set<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("cellport-") || name.startsWith("vert.x-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Vert.x does not tell which timers and consumers there are. */
    private static Map<?, ?> internals(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return (Map<?, ?>) field.get(owner);
    }

    /** What is open below a directory. Connections of clients that are garbage do not count. */
    private static List<String> descriptors(Path below) throws IOException {
        System.gc();
        List<String> targets = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                target(descriptor)
                        .filter(target -> below.getNameCount() == 0 || target.startsWith(below.toString()))
                        .ifPresent(targets::add);
            }
        }
        return targets;
    }

    private static Optional<String> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }

    private List<Path> temporaries() throws IOException {
        List<Path> left = new ArrayList<>();
        try (Stream<Path> units = Files.list(directory)) {
            for (Path unit : units.toList()) {
                try (Stream<Path> files = Files.list(unit.resolve("tmp"))) {
                    left.addAll(files.toList());
                }
            }
        }
        return left;
    }
}
