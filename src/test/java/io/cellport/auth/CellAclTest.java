package io.cellport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellAclTest {

    @Test
    void onlyRolesWithRootAreListed() {
        CellAcl list = parse("""
                [{"D.principal":{"D.href":"r1"},"D.grant":{"D.privilege":[{"p.auth":{}},{"p.root":{}}]}},
                 {"D.principal":{"D.href":"r2"},"D.grant":{"D.privilege":[{"p.auth":{}},{"p.box":{}}]}},
                 {"D.principal":{"D.all":null},"D.grant":{"D.privilege":[{"p.auth-read":{}}]}}]""");

        assertThat(list.everybody()).isFalse();
        assertThat(list.roles()).containsExactly("r1");
    }

    @Test
    void whatIsAloneMayStandWithoutAnArray() {
        CellAcl list = parse("""
                {"D.principal":{"D.href":"r1"},"D.grant":{"D.privilege":{"p.root":{}}}}""");

        assertThat(list.roles()).containsExactly("r1");
    }

    @Test
    void everybodyMayBeRoot() {
        CellAcl list = parse("""
                [{"D.principal":{"D.all":{}},"D.grant":{"D.privilege":[{"p.root":{}}]}}]""");

        assertThat(list.everybody()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "\"text\"",
                "[{}]",
                "[null, 1, []]",
                "[{\"D.principal\":{\"D.all\":{}}}]",
                "[{\"D.principal\":{\"D.all\":{}},\"D.grant\":{\"D.privilege\":[\"p.root\"]}}]",
                "[{\"D.grant\":{\"D.privilege\":[{\"p.root\":{}}]}}]",
                "[{\"D.principal\":\"D.all\",\"D.grant\":{\"D.privilege\":[{\"p.root\":{}}]}}]"
            })
    void anythingElseGrantsNothing(String entries) {
        assertThat(parse(entries).everybody()).isFalse();
        assertThat(parse(entries).roles()).isEmpty();
    }

    @Test
    void everyEntryIsKeptInItsPlaceWithAllItsPrivileges() {
        CellAcl list = parse("""
                [{"D.principal":{"D.href":"r1"},"D.grant":{"D.privilege":[{"p.auth":{}},{"D.read":{}}]}},
                 {"D.principal":{"D.all":{}},"D.grant":{"D.privilege":[]}},
                 {"D.principal":{"D.href":"r1"},"D.grant":{"D.privilege":{"p.root":{}}}}]""");

        assertThat(list.entries())
                .containsExactly(
                        new CellAcl.Entry(Optional.of("r1"), List.of("p.auth", "D.read")),
                        new CellAcl.Entry(Optional.empty(), List.of()),
                        new CellAcl.Entry(Optional.of("r1"), List.of("p.root")));
    }

    private static CellAcl parse(String entries) {
        return CellAcl.parse(("{\"a\":{\"D.ace\":" + entries + "}}").getBytes(StandardCharsets.UTF_8));
    }
}
