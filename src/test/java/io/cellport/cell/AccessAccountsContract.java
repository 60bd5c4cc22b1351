package io.cellport.cell;

import static io.cellport.cell.FilledAccess.entity;
import static io.cellport.cell.FilledAccess.listed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import io.cellport.cell.generation.StoredEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which accounts there are, and what is known of them. */
interface AccessAccountsContract extends FilledAccess {

    @Test
    default void itHasTheNumberOfTheGeneration() {
        try (AccessContent content = holding()) {
            assertThat(content.number()).isEqualTo(7);
        }
    }

    @Test
    default void contentWithoutAccountsAndListGrantsNothing() throws Exception {
        try (AccessContent content = holding(entity("Box", "id1", "alice"), entity("Role", "id2", "alice"))) {
            assertThat(content.account("alice")).isEmpty();
            assertThat(listed(content::accounts)).isEmpty();
            assertThat(content.holdsAny("id1", List.of("id2"))).isFalse();
            assertThat(content.rules()).isEmpty();
        }
    }

    @Test
    default void anAccountIsFoundByItsExactNameWhateverThatIs() {
        Row[] accounts = TEXTS.stream()
                .map(name -> entity("Account", "id of " + name, name))
                .toArray(Row[]::new);

        try (AccessContent content = holding(accounts)) {
            for (String name : TEXTS) {
                StoredEntity found = content.account(name).orElseThrow();
                assertThat(List.of(found.type(), found.id(), found.key()))
                        .containsExactly("Account", "id of " + name, name);
            }
            assertThat(List.of("ALICE", "id of alice", "alice\u0000", "\u0000", "x".repeat(19_999), "e"))
                    .allSatisfy(name -> assertThat(content.account(name)).isEmpty());
        }
    }

    @Test
    default void theSourceOfAnAccountComesBackByteForByte() {
        String source = "{\"s\":{\"Name\":\"\u00e9\\u0000\ud83d\ude00\"},\"h\":{\"HashedCredential\":\"\\\\x00\"}}";

        try (AccessContent content = holding(entity("Account", "id1", "alice", source.getBytes(UTF_8)))) {
            assertThat(content.account("alice").orElseThrow().source())
                    .asString(UTF_8)
                    .isEqualTo(source);
        }
    }

    @Test
    default void manyAccountsAreListedInTheOrderOfImport() {
        List<Row> accounts = new ArrayList<>();
        for (int i = 0; i < 1_234; i++) {
            accounts.add(entity("Account", "id" + i * 7 % 1_234, "name" + i * 31 % 1_234));
        }

        try (AccessContent content = holding(accounts.toArray(Row[]::new))) {
            assertThat(listed(content::accounts))
                    .isEqualTo(
                            accounts.stream().map(row -> ((Entity) row).key()).toList());
        }
    }

    @Test
    default void whatIsLongerThanTheLimitIsNotThere() {
        byte[] longest = source(AccessContent.MOST_BYTES);
        byte[] tooLong = source(AccessContent.MOST_BYTES + 1);

        try (AccessContent content = holding(
                entity("Account", "id1", "tooLong", tooLong), entity("Account", "id2", "longest", longest),
                entity("Role", "id3", "tooLong", tooLong), entity("Role", "id4", "longest", longest),
                entity("Box", "id5", "tooLong", tooLong), entity("Box", "id6", "longest", longest))) {
            assertThat(content.account("tooLong")).isEmpty();
            assertThat(content.account("longest").orElseThrow().source()).isEqualTo(longest);
            assertThat(listed(content::accounts)).containsExactly("longest");
            assertThat(listed(found -> content.roles(List.of("id3", "id4"), found)))
                    .containsExactly("longest");
            assertThat(listed(found -> content.boxes(List.of("id5", "id6"), found)))
                    .containsExactly("longest");
        }
    }

    @Test
    default void manyLongAccountsAreAllListed() {
        Row[] accounts = IntStream.range(0, 300)
                .mapToObj(i -> entity("Account", "id" + i, "name" + i, source(AccessContent.MOST_BYTES)))
                .toArray(Row[]::new);

        try (AccessContent content = holding(accounts)) {
            assertThat(listed(content::accounts)).hasSize(300);
        }
    }

    private static byte[] source(int bytes) {
        String around = "{\"s\":\"\"}";
        return ("{\"s\":\"" + "x".repeat(bytes - around.length()) + "\"}").getBytes(UTF_8);
    }
}
