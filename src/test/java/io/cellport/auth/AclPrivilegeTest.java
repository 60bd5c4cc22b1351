package io.cellport.auth;

import static io.cellport.auth.AclPrivilege.CellPrivilege.ROOT;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.AclPrivilege.BoxPrivilege;
import io.cellport.auth.AclPrivilege.CellPrivilege;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AclPrivilegeTest {

    private static final List<AclPrivilege> ALL = Stream.<AclPrivilege[]>of(
                    CellPrivilege.values(), BoxPrivilege.values())
            .flatMap(Stream::of)
            .toList();

    /** So many that jqwik takes each pair once. */
    private static final int PAIRS = 2_000;

    /** As {@code CellPrivilege} and {@code BoxPrivilege} of personium-core 1.8 have it. */
    @Example
    void theTreeIsPersoniums() {
        assertThat(tree(ROOT, "")).isEqualTo("""
                p.root
                  p.auth
                    p.auth-read
                  p.message
                    p.message-read
                  p.event
                    p.event-read
                  p.log
                    p.log-read
                  p.social
                    p.social-read
                  p.box
                    p.box-read
                    p.box-install
                  p.acl
                    p.acl-read
                  p.propfind
                  p.rule
                    p.rule-read
                  p.sign
                  D.all
                    D.read
                      D.read-properties
                    D.read-acl
                    D.write
                      D.bind
                      D.unbind
                      D.write-content
                      D.write-properties
                    D.write-acl
                    p.exec
                    D.alter-schema
                    p.stream-send
                    p.stream-receive
                """);
    }

    private static String tree(AclPrivilege top, String indent) {
        return indent + top.storedName() + "\n"
                + ALL.stream()
                        .filter(each -> each.parent().filter(top::equals).isPresent())
                        .map(each -> tree(each, indent + "  "))
                        .collect(joining());
    }

    @Provide
    Arbitrary<AclPrivilege> privileges() {
        return Arbitraries.of(ALL);
    }

    @Property
    void aPrivilegeIncludesItselfAndWhatIsRightBelowIt(@ForAll("privileges") AclPrivilege one) {
        assertThat(one.includes(one)).isTrue();
        assertThat(one.parent().stream()).allSatisfy(parent -> {
            assertThat(parent.includes(one)).isTrue();
            assertThat(one.includes(parent)).isFalse();
        });
    }

    @Property
    void whatAPrivilegeIncludesBringsAllThatItIncludesItself(@ForAll("privileges") AclPrivilege one) {
        for (AclPrivilege other : ALL) {
            if (one.includes(other)) {
                assertThat(ALL).filteredOn(other::includes).allMatch(one::includes);
            }
        }
    }

    @Property(tries = PAIRS)
    void twoPrivilegesIncludeEachOtherOnlyIfTheyAreOne(
            @ForAll("privileges") AclPrivilege one, @ForAll("privileges") AclPrivilege other) {
        assertThat(one.includes(other) && other.includes(one)).isEqualTo(one == other);
    }

    @Property
    void nothingButRootGivesEverything(@ForAll("privileges") AclPrivilege one) {
        assertThat(ALL.stream().allMatch(one::includes)).isEqualTo(one == ROOT);
    }

    @Property(tries = PAIRS)
    void noPrivilegeOnACellButRootGivesAnythingInABox(@ForAll CellPrivilege ofCell, @ForAll BoxPrivilege ofBox) {
        assertThat(ofCell.includes(ofBox)).isEqualTo(ofCell == ROOT);
        assertThat(ofBox.includes(ofCell)).isFalse();
    }

    @Example
    void eachNameMeansOnePrivilege() {
        assertThat(Set.copyOf(ALL.stream().map(AclPrivilege::text).toList())).hasSameSizeAs(ALL);
        assertThat(CellPrivilege.values())
                .allSatisfy(each -> assertThat(CellPrivilege.of(each.text())).contains(each));
        assertThat(CellPrivilege.of("read")).isEmpty();
        assertThat(CellPrivilege.of("p.root")).isEmpty();
    }
}
