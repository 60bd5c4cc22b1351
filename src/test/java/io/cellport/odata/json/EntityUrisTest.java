package io.cellport.odata.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.EntityModel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Canonical URIs of entities. */
class EntityUrisTest {

    private final EntityUris uris = new EntityUris("http://u/c/__ctl/");

    private static EntityModel set(String name) {
        return CellControl.MODEL.set(name).orElseThrow();
    }

    private String canonical(String set, Optional<?>... keys) {
        return uris.canonical(
                set(set),
                List.of(keys).stream().map(key -> key.map(String::valueOf)).toList());
    }

    @Test
    void encodeASingleKey() {
        assertThat(canonical("Account", Optional.of("dave@example.org")))
                .isEqualTo("http://u/c/__ctl/Account('dave%40example.org')");
        assertThat(canonical("ExtCell", Optional.of("http://u/peer/")))
                .isEqualTo("http://u/c/__ctl/ExtCell('http%3A%2F%2Fu%2Fpeer%2F')");
    }

    @Test
    void showNamesInCompoundKeysAsTheyAre() {
        assertThat(canonical("Relation", Optional.of("+:fan"), Optional.of("box1")))
                .isEqualTo("http://u/c/__ctl/Relation(Name='+:fan',_Box.Name='box1')");
        assertThat(canonical("Role", Optional.of("admin"), Optional.empty()))
                .isEqualTo("http://u/c/__ctl/Role(Name='admin',_Box.Name=null)");
        assertThat(canonical("ExtRole", Optional.of("http://u/p/__role/__/x"), Optional.of("r:1"), Optional.empty()))
                .isEqualTo("http://u/c/__ctl/ExtRole(ExtRole='http%3A%2F%2Fu%2Fp%2F__role%2F__%2Fx',"
                        + "_Relation.Name='r:1',_Relation._Box.Name=null)");
    }

    @Test
    void canBeFollowedWhateverAnImportHasBrought() {
        assertThat(canonical("Account", Optional.of("it's 100%/a+b")))
                .isEqualTo("http://u/c/__ctl/Account('it%27%27s%20100%25%2Fa%2Bb')");
        assertThat(canonical("Role", Optional.of("a/b?#"), Optional.empty()))
                .isEqualTo("http://u/c/__ctl/Role(Name='a%2Fb%3F%23',_Box.Name=null)");
    }

    @Test
    void standUnencodedInLinks() {
        assertThat(uris.plain(set("ExtCell"), List.of(Optional.of("http://u/peer/"))))
                .isEqualTo("http://u/c/__ctl/ExtCell('http://u/peer/')");
    }
}
