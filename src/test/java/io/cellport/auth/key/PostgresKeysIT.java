package io.cellport.auth.key;

import static io.cellport.storage.Statements.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.Together;
import io.cellport.config.Secret;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.DatabaseClock;
import io.cellport.storage.postgres.DirectSql;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresKeysIT {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration DAY = Duration.ofDays(1);

    private static final Secret SECRET = new Secret("what only the nodes know");

    private static final String WRONG = "cluster.secret does not open the keys in the database";

    private PostgresAddress address;

    private PostgresDatabase database;

    private DatabaseClock clock;

    private PostgresKeys keys;

    @BeforeEach
    void open() {
        address = PostgresServer.newDatabase();
        database = PostgresDatabase.open(address);
        clock = new DatabaseClock(database, NOW);
        keys = new PostgresKeys(database, SECRET);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theFirstKeySignsAtOnceAndAllNodesHaveIt() {
        assertThat(keys.read()).isEmpty();

        UnitKey first = keys.open().signing();

        UnitKeys elsewhere = new PostgresKeys(database, SECRET).open();
        assertThat(elsewhere.all()).extracting(UnitKey::id).containsExactly(first.id());
        assertThat(elsewhere.signing().privateKey()).isEqualTo(first.privateKey());
    }

    @Test
    void nodesThatStartTogetherAgreeOnOneKey() throws Exception {
        List<String> signing = Together.together(4, node -> {
            try (PostgresDatabase own = PostgresDatabase.open(address)) {
                return new PostgresKeys(own, SECRET).open().signing().id();
            }
        });

        assertThat(signing).containsOnly(signing.get(0));
        assertThat(keys.open().all()).hasSize(1);
    }

    @Test
    void aNewKeyVerifiesAtOnceAndSignsAfterNinetySecondsOfTheDatabase() {
        String first = keys.open().signing().id();

        UnitKeys rotated = keys.rotate(DAY);

        assertThat(rotated.all()).hasSize(2);
        assertThat(rotated.signing().id()).isEqualTo(first);
        assertThat(rotated.all().get(0).signFrom()).isEqualTo(NOW.plusSeconds(90));
        clock.advance(Duration.ofMillis(89_999));
        assertThat(stored().signing().id()).isEqualTo(first);
        clock.advance(Duration.ofMillis(1));
        assertThat(stored().signing().id()).isEqualTo(rotated.all().get(0).id());
    }

    @Test
    void anOldKeyVerifiesUntilItRetires() {
        String first = keys.open().signing().id();
        keys.rotate(DAY);

        clock.advance(DAY.plusMillis(89_999));
        assertThat(stored().knows(first)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(stored().knows(first)).isFalse();
        assertThat(stored().all()).hasSize(1);
    }

    @Test
    void theNextRotationForgetsRetiredKeysAndMayEndTheOthersSooner() {
        keys.open();
        keys.rotate(Duration.ofHours(1));
        clock.advance(Duration.ofSeconds(1));
        keys.rotate(Duration.ofHours(2));
        assertThat(stored().all())
                .extracting(key -> key.retireAt().orElse(Instant.MAX))
                .containsExactly(Instant.MAX, NOW.plusSeconds(91 + 7_200), NOW.plusSeconds(90 + 3_600));

        clock.advance(Duration.ofMinutes(62));
        UnitKeys last = keys.rotate(Duration.ZERO);

        assertThat(last.all())
                .extracting(key -> key.retireAt().orElse(Instant.MAX))
                .containsExactly(
                        Instant.MAX, clock.now().plusSeconds(90), clock.now().plusSeconds(90));
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void rotationsAtTheSameTimeLoseNoKeyAndLeaveOneWithoutAnEnd() throws Exception {
        keys.open();

        Together.together(3, node -> {
            try (PostgresDatabase own = PostgresDatabase.open(address)) {
                return new PostgresKeys(own, SECRET).rotate(DAY);
            }
        });

        assertThat(stored().all()).hasSize(4);
        assertThat(stored().all()).filteredOn(key -> key.retireAt().isEmpty()).hasSize(1);
    }

    @Test
    void aNodeWithAnotherSecretDoesNotStartAndDoesNotSayWhichItHas() {
        keys.open();
        PostgresKeys stranger = new PostgresKeys(database, new Secret("what somebody has guessed"));

        assertThatThrownBy(stranger::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(WRONG)
                .hasMessageNotContaining("guessed");
        assertThatThrownBy(() -> stranger.rotate(DAY)).hasMessageContaining(WRONG);
        assertThat(rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE token_key SET private_sealed = set_byte(private_sealed, 0, 2)",
                "UPDATE token_key SET private_sealed = set_byte(private_sealed, 1, 255 - get_byte(private_sealed, 1))",
                "UPDATE token_key SET private_sealed = set_byte(private_sealed, 17, 255 - get_byte(private_sealed, 17))",
                "UPDATE token_key SET private_sealed = set_byte(private_sealed, 99, 255 - get_byte(private_sealed, 99))",
                "UPDATE token_key SET private_sealed = ''",
                "UPDATE token_key SET private_sealed = substr(private_sealed, 1, length(private_sealed) - 1)",
                "UPDATE token_key SET public_pem = replace(public_pem, 'PUBLIC', 'public')",
                "UPDATE token_key SET kid = 'another'",
                "INSERT INTO token_key SELECT 'forged', public_pem, private_sealed, sign_from, retire_at FROM token_key",
            })
    void aChangedRowIsRefusedAndNothingIsSaidOfIt(String change) {
        keys.open();
        new DirectSql(database).change(change);

        assertThatThrownBy(keys::read)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(WRONG)
                .hasNoCause();
    }

    @Test
    void theDatabaseShowsNoPrivateKey() {
        byte[] key = keys.open().signing().privateKey().getEncoded();

        byte[] sealed = database.read(
                        "look",
                        connection -> first(connection, "SELECT private_sealed FROM token_key", row -> row.getBytes(1)))
                .orElseThrow();

        assertThat(latin(sealed)).doesNotContain(latin(key).substring(40, 60));
        assertThat(sealed).hasSize(1 + 16 + 12 + key.length + 16);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void everyRowHasASaltOfItsOwn() {
        keys.open();
        keys.rotate(DAY);

        assertThat(count("SELECT count(DISTINCT substr(private_sealed, 2, 16)) FROM token_key"))
                .isEqualTo(2);
    }

    @Test
    void withoutAKeyThereIsNoneToFollow() {
        assertThatThrownBy(() -> keys.rotate(DAY)).hasMessage("there is no key in the database");
        assertThat(rows()).isZero();
    }

    private UnitKeys stored() {
        return keys.read().orElseThrow();
    }

    private long rows() {
        return count("SELECT count(*) FROM token_key");
    }

    private long count(String sql) {
        return new DirectSql(database).number(sql).orElseThrow();
    }
}
