package io.cellport.auth.token;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.MovableClock;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.PostgresKeys;
import io.cellport.config.Secret;
import io.cellport.storage.postgres.DatabaseClock;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that share a database, each with its own connections, take the tokens of each other. */
class TokensOfAClusterIT {

    private static final String UNIT = "http://unit.example/";

    private static final Secret SECRET = new Secret("what only the nodes know");

    private static final Duration HOUR = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();

    private DatabaseClock clock;

    private Node one;

    private Node two;

    @BeforeEach
    void start() {
        PostgresAddress address = PostgresServer.newDatabase();
        PostgresDatabase database = PostgresDatabase.open(address);
        clock = new DatabaseClock(database, Instant.parse("2026-01-02T03:04:05Z"));
        one = new Node(database);
        two = new Node(PostgresDatabase.open(address));
    }

    @AfterEach
    void stop() throws TimeoutException {
        one.close();
        two.close();
        vertx.close().await(PATIENCE.toSeconds(), SECONDS);
    }

    @Test
    void aTokenOfOneNodeIsWorthTheSameOnAnotherBeforeDuringAndAfterARotation() throws TimeoutException {
        String before = one.token();
        assertThat(two.accepts(before)).isTrue();

        one.store.rotate(HOUR);
        one.notice();
        assertThat(one.token()).satisfies(token -> assertThat(keyOf(token)).isEqualTo(keyOf(before)));
        assertThat(two.accepts(one.token())).isTrue();

        clock.advance(Duration.ofSeconds(90));
        one.notice();
        String after = one.token();
        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        assertThat(two.accepts(after)).isTrue();
        assertThat(two.accepts(before)).isTrue();

        clock.advance(HOUR);
        one.notice();
        two.notice();
        assertThat(one.accepts(before)).isFalse();
        assertThat(two.accepts(before)).isFalse();
        assertThat(two.accepts(after)).isTrue();
    }

    private static String keyOf(String token) {
        return Jwt.parse(token).orElseThrow().keyId();
    }

    /** What a node has to do with tokens. Its own clock is not that of the database. */
    private final class Node {

        private final MovableClock steady = new MovableClock(Instant.EPOCH);

        private final WorkerPool pool = new WorkerPool("keys", 1, 10);

        private final PostgresDatabase database;

        private final PostgresKeys store;

        private final CurrentKeys keys;

        private final TokenVerifier verifier;

        Node(PostgresDatabase database) {
            this.database = database;
            store = new PostgresKeys(database, SECRET);
            keys = new CurrentKeys(store, store.open(), pool, steady);
            verifier =
                    new TokenVerifier(vertx, keys, () -> UNIT, config().build().auth(), Clock.systemUTC());
        }

        String token() {
            return new TokenIssuer(keys.get().signing(), UNIT).unitToken(HOUR);
        }

        boolean accepts(String token) throws TimeoutException {
            return verifier.verify(token, UNIT).await(PATIENCE.toSeconds(), SECONDS) instanceof Credential.Valid;
        }

        void notice() throws TimeoutException {
            steady.advance(Duration.ofSeconds(1));
            keys.readAgain().await(PATIENCE.toSeconds(), SECONDS);
        }

        void close() {
            pool.abandon();
            database.close();
        }
    }
}
