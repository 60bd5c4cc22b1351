package io.cellport.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.storage.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodePresenceIT {

    private static final Duration LONG = Duration.ofHours(1);

    private final PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase());

    @AfterEach
    void close() {
        database.close();
    }

    private NodePresence node(String boot, Duration alive) {
        return new NodePresence(database, "node", boot, alive);
    }

    @Test
    void aNameBelongsToTheProcessThatWasSeenLately() {
        NodePresence first = node("first", LONG);

        assertThat(first.announce()).isTrue();
        assertThat(node("second", LONG).announce()).isFalse();
        assertThat(first.announce()).isTrue();
    }

    @Test
    void aNameIsTakenFromAProcessThatGivesNoSignOfLife() {
        node("first", LONG).announce();

        NodePresence second = node("second", Duration.ofMillis(50));
        second.take();

        assertThat(node("first", LONG).announce()).isFalse();
    }

    @Test
    void aNameThatIsGivenBackIsFreeAtOnce() {
        NodePresence first = node("first", LONG);
        first.take();
        first.leave();

        node("second", LONG).take();

        first.leave();
        assertThat(node("second", LONG).announce()).isTrue();
    }

    @Test
    void aProcessDoesNotStartWhileAnotherOfItsNameIsAlive() {
        NodePresence alive = node("first", LONG);
        alive.announce();
        // As one would be seen that never fails to give a sign, which no thread can promise.
        new DirectSql(database).change("UPDATE node SET seen_at = now_ms() + ?", LONG.toMillis());

        assertThatThrownBy(() -> node("second", Duration.ofMillis(50)).take())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cluster.node");

        assertThat(alive.announce()).isTrue();
    }
}
