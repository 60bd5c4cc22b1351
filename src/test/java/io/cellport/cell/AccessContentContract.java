package io.cellport.cell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.AccessRules;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.cell.generation.StoredEntity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link AccessContent} must answer. */
abstract class AccessContentContract {

    /** Texts that an index or a language could take for others, or not take at all. */
    private static final List<String> TEXTS = List.of(
            "alice",
            "Alice",
            "alice ",
            " alice",
            "",
            "%",
            "al_ce",
            "a'li\"ce\\",
            "{alice,NULL}",
            "null",
            "tab\tand\nline",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "x".repeat(20_000),
            "x".repeat(20_000) + "y");

    @TempDir
    Path data;

    @AutoClose
    private EmbeddedCells cells;

    private Cell cell;

    @BeforeEach
    void create() {
        cells = new EmbeddedCells(data);
        cell = cells.store().create("cell1");
    }

    /** The content of a generation, which is closed with it or at once. */
    abstract AccessContent content(CellGeneration sealed);

    private AccessContent holding(Row... rows) {
        cells.build(cell, 7, Arrays.asList(rows));
        cells.activate(cell.id(), 7);
        return content(cells.store().current(cell.id()).orElseThrow());
    }

    @Test
    void itHasTheNumberOfTheGeneration() {
        try (AccessContent content = holding()) {
            assertThat(content.number()).isEqualTo(7);
        }
    }

    @Test
    void contentWithoutAccountsAndListGrantsNothing() throws Exception {
        try (AccessContent content = holding(entity("Box", "id1", "alice"), entity("Role", "id2", "alice"))) {
            assertThat(content.account("alice")).isEmpty();
            assertThat(listed(content::accounts)).isEmpty();
            assertThat(content.holdsAny("id1", List.of("id2"))).isFalse();
            assertThat(content.rules()).isEmpty();
        }
    }

    @Test
    void anAccountIsFoundByItsExactNameWhateverThatIs() {
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
    void theSourceOfAnAccountComesBackByteForByte() {
        String source = "{\"s\":{\"Name\":\"\u00e9\\u0000\ud83d\ude00\"},\"h\":{\"HashedCredential\":\"\\\\x00\"}}";

        try (AccessContent content = holding(entity("Account", "id1", "alice", source.getBytes(UTF_8)))) {
            assertThat(content.account("alice").orElseThrow().source())
                    .asString(UTF_8)
                    .isEqualTo(source);
        }
    }

    @Test
    void manyAccountsAreListedInTheOrderOfImport() {
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
    void whatIsLongerThanTheLimitIsNotThere() {
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

    private static byte[] source(int bytes) {
        String around = "{\"s\":\"\"}";
        return ("{\"s\":\"" + "x".repeat(bytes - around.length()) + "\"}").getBytes(UTF_8);
    }

    @Test
    void manyLongAccountsAreAllListed() {
        Row[] accounts = IntStream.range(0, 300)
                .mapToObj(i -> entity("Account", "id" + i, "name" + i, source(AccessContent.MOST_BYTES)))
                .toArray(Row[]::new);

        try (AccessContent content = holding(accounts)) {
            assertThat(listed(content::accounts)).hasSize(300);
        }
    }

    @Test
    void rolesAreFoundByTheirIds() {
        assertFoundById("Role", AccessContent::roles);
    }

    @Test
    void boxesAreFoundByTheirIds() {
        assertFoundById("Box", AccessContent::boxes);
    }

    private interface ById {
        void find(AccessContent content, List<String> ids, Consumer<StoredEntity> consumer);
    }

    private void assertFoundById(String type, ById asked) {
        List<Row> rows = new ArrayList<>();
        TEXTS.forEach(id -> rows.add(entity(type, id, "key of " + id)));
        rows.add(entity(type.equals("Role") ? "Box" : "Role", "other", "other"));
        rows.add(entity("Account", "account", "account"));

        try (AccessContent content = holding(rows.toArray(Row[]::new))) {
            BiConsumer<List<String>, List<String>> finds =
                    (ids, found) -> assertThat(listed(consumer -> asked.find(content, ids, consumer)))
                            .containsExactlyInAnyOrderElementsOf(
                                    found.stream().map(id -> "key of " + id).toList());
            TEXTS.forEach(id -> finds.accept(List.of(id), List.of(id)));
            finds.accept(TEXTS, TEXTS);
            finds.accept(List.of(), List.of());
            finds.accept(List.of("alice", "none", "alice"), List.of("alice"));
            finds.accept(List.of("other", "account", "key of alice", "\u0000", "alice\u0000"), List.of());
            List<String> many = new ArrayList<>(List.of("alice"));
            IntStream.range(0, 5_000).forEach(i -> many.add("none" + i));
            many.add("%");
            finds.accept(many, List.of("alice", "%"));
        }
    }

    @Test
    void anAccountHoldsARoleWhicheverEndTheLinkWasStoredFrom() {
        try (AccessContent content = holding(
                link("Account", "a", "Role", "r"),
                link("Role", "s", "Account", "a"),
                link("Account", "b", "Role", "t"))) {
            assertThat(content.holdsAny("a", List.of("r"))).isTrue();
            assertThat(content.holdsAny("a", List.of("s"))).isTrue();
            assertThat(content.holdsAny("a", List.of("none", "other", "s"))).isTrue();
            assertThat(content.holdsAny("a", List.of("t"))).isFalse();
            assertThat(content.holdsAny("b", List.of("r", "s"))).isFalse();
            assertThat(content.holdsAny("r", List.of("a"))).isFalse();
            assertThat(content.holdsAny("A", List.of("r"))).isFalse();
            assertThat(content.holdsAny("a", List.of("", "\u0000"))).isFalse();
            assertThat(content.holdsAny("a", List.of())).isFalse();
        }
    }

    @Test
    void linksOfOtherTypesGiveNoRole() {
        try (AccessContent content = holding(
                link("Account", "a", "ReceivedMessageRead", "r"),
                link("ExtCell", "a", "Role", "r"),
                link("Role", "a", "Relation", "r"),
                link("Accounts", "a", "Role", "r"),
                link("Account", "a", "Roles", "r"))) {
            assertThat(content.holdsAny("a", List.of("r"))).isFalse();
        }
    }

    @Test
    void idsWithTabsAreTakenAsTheyAre() {
        try (AccessContent content = holding(
                link("Account", "a\tRole\tb", "Relation", "c"), link("Role", "r\tAccount\ts", "Account", "a"))) {
            assertThat(content.holdsAny("a", List.of("b\tRelation\tc"))).isTrue();
            assertThat(content.holdsAny("a", List.of("b", "c"))).isFalse();
            assertThat(content.holdsAny("a", List.of("r\tAccount\ts"))).isTrue();
            assertThat(content.holdsAny("s", List.of("r"))).isFalse();
        }
    }

    @Test
    void anAccountIsFoundToHoldOneOfManyRoles() {
        List<String> ids = IntStream.range(0, 3_000).mapToObj(i -> "role" + i).toList();

        try (AccessContent content = holding(link("Role", "role2999", "Account", "a"))) {
            assertThat(content.holdsAny("a", ids)).isTrue();
            assertThat(content.holdsAny("a", ids.subList(0, 2_999))).isFalse();
        }
    }

    @Test
    void theListOfTheCellComesBackInItsOrder() throws Exception {
        String list = """
                {"@p.requireSchemaAuthz":"public","D.ace":[
                  {"D.principal":{"D.href":["r1","r2"]},"D.grant":{"D.privilege":[{"p.root":{}},{"D.read":{}}]}},
                  {"D.principal":{"D.href":"r3","D.all":{},"D.href":"\\ud800 \\u0000 \u00e9"},
                   "D.grant":{"D.privilege":[{"p.auth-read":{}},{"\ud83d\ude00\\u0000 \u00e9":{}}]}},
                  {"D.principal":{"D.href":"r1"},"D.grant":{"D.privilege":[{"p.auth-read":{}}]}},
                  {"D.principal":{"D.all":{}},"D.grant":{"D.privilege":[]}}]}""";

        assertRulesComeBack(list);
    }

    @Test
    void aListWithoutEntriesIsThere() throws Exception {
        assertRulesComeBack("{}");
    }

    @Test
    void propertiesWithoutAListAreAnEmptyOne() throws Exception {
        try (AccessContent content = holding(properties("{\"t\":\"no list\"}"))) {
            assertThat(content.rules()).contains(AccessRules.EMPTY);
        }
    }

    /** Hundreds of roles that share long names of privileges must not become hundreds of copies of these. */
    @Test
    void aListThatIsAsLongAsItMayBeComesBack() throws Exception {
        int names = 5;
        String roles = IntStream.range(0, AccessRules.MAX_GRANTS / names)
                .mapToObj(i -> "\"r" + i + "\"")
                .collect(joining(","));
        String privileges = IntStream.range(0, names)
                .mapToObj(i -> "{\"" + i + "x".repeat(49_000) + "\":{}}")
                .collect(joining(","));

        assertRulesComeBack("{\"D.ace\":{\"D.principal\":{\"D.href\":[" + roles + "]},\"D.grant\":{\"D.privilege\":["
                + privileges + "]}}}");
    }

    @Test
    void aListOfAsManyPrincipalsAsThereMayBeComesBack() throws Exception {
        String entry = "{\"D.principal\":{\"D.href\":\"r\"},\"D.grant\":{\"D.privilege\":{\"p.%d\":{}}}}";

        assertRulesComeBack(IntStream.range(0, AccessRules.MAX_PRINCIPALS)
                .mapToObj(entry::formatted)
                .collect(joining(",", "{\"D.ace\":[", "]}")));
    }

    private void assertRulesComeBack(String list) throws Exception {
        String properties = "{\"t\":\"x\",\"a\":" + list + ",\"u\":1}";

        try (AccessContent content = holding(properties(properties), file("box/.pmeta", "{\"a\":{}}"))) {
            assertThat(content.rules()).contains(rules(properties));
        }
    }

    private static AccessRules rules(String properties) throws IOException {
        return AccessRules.of(new ByteArrayInputStream(properties.getBytes(UTF_8)));
    }

    @Test
    void aListThatIsTooLongIsToldFromNone() {
        String entries =
                "{\"D.principal\":{\"D.all\":{}},\"D.grant\":{\"D.privilege\":[]}},".repeat(AccessRules.MAX_PRINCIPALS);

        try (AccessContent content =
                holding(properties("{\"a\":{\"D.ace\":[" + entries + "{\"D.principal\":{\"D.all\":{}}}]}}"))) {
            assertThatExceptionOfType(AccessRules.TooLongException.class).isThrownBy(content::rules);
        }
    }

    /** What Personium exported is answered as the generation answers it; that is tested by what accounts may do. */
    @ParameterizedTest
    @ValueSource(strings = {"small1", "medium"})
    void aRealSnapshotIsAnsweredLikeTheGenerationItself(String snapshot) throws Exception {
        try (SnapshotCell imported = new SnapshotCell(data.resolve("unit"), snapshot);
                CellGeneration generation = imported.current();
                AccessContent content = content(imported.current())) {
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
    void theAccountsOfARealSnapshotHoldWhatTheyHeldInPersonium() throws Exception {
        try (SnapshotCell imported = new SnapshotCell(data.resolve("unit"), "small1");
                AccessContent content = content(imported.current())) {
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

    private static List<StoredEntity> all(Consumer<Consumer<StoredEntity>> listing) {
        List<StoredEntity> found = new ArrayList<>();
        listing.accept(found::add);
        return found;
    }

    private static List<String> listed(Consumer<Consumer<StoredEntity>> listing) {
        return all(listing).stream().map(StoredEntity::key).toList();
    }

    private static Entity entity(String type, String id, String key) {
        return entity(type, id, key, FilledStore.json());
    }

    private static Entity entity(String type, String id, String key, byte[] source) {
        return new Entity(type, id, key, source, List.of());
    }

    private static Entity link(String type1, String id1, String type2, String id2) {
        String key = type1 + '\t' + id1 + '\t' + type2 + '\t' + id2 + '\t';
        return entity("link", "link " + key, key);
    }

    private static FileChunk properties(String json) {
        return file(".pmeta", json);
    }

    private static FileChunk file(String path, String text) {
        return new FileChunk(path, 0, text.getBytes(UTF_8), true);
    }
}
