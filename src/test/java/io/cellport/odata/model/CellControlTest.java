package io.cellport.odata.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.odata.model.Relation.Children;
import io.cellport.odata.model.Relation.Links;
import io.cellport.odata.model.Relation.Parent;
import org.junit.jupiter.api.Test;

/** The sets of {@code __ctl}. */
class CellControlTest {

    private static final ServiceModel MODEL = CellControl.MODEL;

    @Test
    void hasTheNineSetsOfACell() {
        assertThat(MODEL.sets().keySet())
                .containsExactlyInAnyOrder(
                        "Account",
                        "Role",
                        "Box",
                        "Relation",
                        "ExtCell",
                        "ExtRole",
                        "Rule",
                        "ReceivedMessage",
                        "SentMessage");
        assertThat(MODEL.set("account")).isEmpty();
    }

    @Test
    void showsNothingOfPasswords() {
        assertThat(MODEL.set("Account").orElseThrow().propertiesByName().keySet())
                .containsExactly("Name", "Type", "Cell", "IPAddressRange", "Status", "__published", "__updated");
    }

    @Test
    void namesEveryKeyAndEveryTarget() {
        MODEL.sets().values().forEach(set -> {
            assertThat(set.propertiesByName().keySet()).as(set.name()).containsAll(set.keys());
            set.navigations()
                    .forEach(navigation -> assertThat(MODEL.set(navigation.target()))
                            .as(set.name() + navigation.name())
                            .isPresent());
        });
    }

    /** What can be walked in one direction can be walked back. */
    @Test
    void relatesSetsFromBothEnds() {
        MODEL.sets()
                .values()
                .forEach(set -> set.navigations().forEach(navigation -> {
                    Relation back = reversed(navigation.relation());
                    assertThat(MODEL.set(navigation.target()).orElseThrow().navigations())
                            .as(set.name() + navigation.name())
                            .anySatisfy(other -> {
                                assertThat(other.target()).isEqualTo(set.name());
                                assertThat(other.relation()).isEqualTo(back);
                            });
                }));
    }

    private static Relation reversed(Relation relation) {
        if (relation instanceof Parent parent) {
            return new Children(parent.key());
        }
        if (relation instanceof Children children) {
            return new Parent(children.key());
        }
        Links links = (Links) relation;
        return new Links(links.to(), links.from());
    }
}
