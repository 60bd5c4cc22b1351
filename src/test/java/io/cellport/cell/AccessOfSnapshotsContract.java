package io.cellport.cell;

import static io.cellport.cell.FilledAccess.all;
import static io.cellport.cell.FilledAccess.listed;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What snapshots that Personium exported grant. */
interface AccessOfSnapshotsContract extends FilledAccess {

    /** What Personium exported is answered as the generation answers it; that is tested by what accounts may do. */
    @ParameterizedTest
    @ValueSource(strings = {"small1", "medium"})
    default void aRealSnapshotIsAnsweredLikeTheGenerationItself(String snapshot) throws Exception {
        try (SnapshotCell cell = imported(snapshot);
                CellGeneration generation = cell.current();
                AccessContent content = content(cell.current())) {
            List<StoredEntity> accounts = all(generation::accounts);
            List<String> roles = new ArrayList<>();
            generation.entities("Role", role -> roles.add(role.id()));
            List<String> boxes = new ArrayList<>();
            generation.entities("Box", box -> boxes.add(box.id()));
            assertThat(accounts).hasSize(3);

            assertThat(content.number()).isEqualTo(generation.number());
            assertThat(content.rules()).isEqualTo(generation.rules()).isPresent();
            assertThat(all(content::accounts)).usingRecursiveComparison().isEqualTo(accounts);
            assertThat(all(found -> content.roles(roles, found)))
                    .usingRecursiveComparison()
                    .ignoringCollectionOrder()
                    .isEqualTo(all(found -> generation.roles(roles, found)));
            assertThat(all(found -> content.boxes(boxes, found)))
                    .usingRecursiveComparison()
                    .ignoringCollectionOrder()
                    .isEqualTo(all(found -> generation.boxes(boxes, found)));
            for (StoredEntity account : accounts) {
                assertThat(content.account(account.key()))
                        .usingRecursiveComparison()
                        .isEqualTo(Optional.of(account));
                assertThat(roles.stream().filter(role -> content.holdsAny(account.id(), List.of(role))))
                        .containsExactlyElementsOf(roles.stream()
                                .filter(role -> generation.holdsAny(account.id(), List.of(role)))
                                .toList());
            }
        }
    }

    @Test
    default void theAccountsOfARealSnapshotHoldWhatTheyHeldInPersonium() throws Exception {
        try (SnapshotCell cell = imported("small1");
                AccessContent content = content(cell.current())) {
            List<String> roles = content.rules().orElseThrow().entries().stream()
                    .map(entry -> entry.role().orElseThrow())
                    .toList();

            assertThat(listed(found -> content.roles(roles, found))).containsExactlyInAnyOrder("\tadmin", "\treader");
            assertThat(holds(content, "alice", roles)).containsExactly(true, false);
            assertThat(holds(content, "bob", roles)).containsExactly(false, true);
            assertThat(holds(content, "carol", roles)).containsExactly(false, false);
        }
    }

    private static List<Boolean> holds(AccessContent content, String account, List<String> roles) {
        String id = content.account(account).orElseThrow().id();
        return roles.stream().map(role -> content.holdsAny(id, List.of(role))).toList();
    }
}
