package io.cellport.auth.access;

import static io.cellport.Patience.PATIENCE;
import static java.util.stream.Collectors.joining;

import io.cellport.auth.account.Account;
import io.cellport.auth.account.CredentialSeal;
import io.cellport.auth.key.UnitKeys;
import io.cellport.auth.token.AccessToken;
import io.cellport.auth.token.Credential;
import io.cellport.auth.token.TokenKind;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.EmbeddedCells;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.StoredEntity;
import io.cellport.error.ApiError;
import io.cellport.worker.WorkerPool;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A cell of a real store, whose content is built by the test: accounts with roles, and access control lists. A list is
 * written as {@code reader:D.read,D.write all:p.propfind}, each role or everybody with what it is granted; a word
 * {@code level=public} asks for an authenticated application.
 */
final class GuardedCell implements AutoCloseable {

    /** As a request finds it. */
    Cell cell;

    final CellRights rights;

    private final EmbeddedCells cells;

    private final CredentialSeal seal;

    private final Authorizer authorizer;

    private final WorkerPool pool = new WorkerPool("access", 1, 10);

    private final Map<String, String> accounts = new TreeMap<>();

    private final Map<String, Set<String>> roles = new LinkedHashMap<>();

    private final Map<String, String> lists = new LinkedHashMap<>();

    private final AtomicInteger opened = new AtomicInteger();

    private long generation;

    GuardedCell(Path data, Supplier<UnitKeys> keys) {
        cells = new EmbeddedCells(data);
        seal = new CredentialSeal(keys);
        CellStore counted = counted(cells.store());
        rights = new CellRights(counted);
        authorizer = new Authorizer(new CellAccess(counted, rights, seal), pool, pool);
        cell = cells.store().create("cell1");
    }

    private CellStore counted(CellStore store) {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    if (Set.of("current", "access").contains(method.getName())) {
                        opened.incrementAndGet();
                    }
                    return method.invoke(store, arguments);
                });
    }

    /** How often the content was opened to decide something. */
    int opened() {
        return opened.get();
    }

    /** The current content, to be closed. */
    CellGeneration content() {
        return cells.store().current(cell.id()).orElseThrow();
    }

    /** There is an account that holds these roles. */
    GuardedCell account(String name, String... held) {
        accounts.put(name, "secret");
        roles.put(name, Set.of(held));
        return this;
    }

    GuardedCell withoutAccount(String name) {
        accounts.remove(name);
        return this;
    }

    GuardedCell password(String account, String password) {
        accounts.put(account, password);
        return this;
    }

    /** There is something at a path, or the cell itself if that is empty, and this is its list. */
    GuardedCell list(String path, String list) {
        return properties(path, "{\"t\":\"x\",\"a\":" + json(list) + ",\"u\":1}");
    }

    /** The same with the whole {@code .pmeta}. */
    GuardedCell properties(String path, String json) {
        lists.put(path, json);
        return this;
    }

    /** Makes all that the cell's content. Roles are those that accounts hold, but for the role {@code gone}. */
    GuardedCell activate() {
        List<Row> rows = new ArrayList<>();
        accounts.keySet().forEach(name -> {
            rows.add(entity(stored(name)));
            roles.get(name)
                    .forEach(role -> rows.add(new Row.Entity(
                            "link",
                            name + role,
                            "Account\t" + name + "Id\tRole\t" + role + "Id\t",
                            bytes("{}"),
                            List.of())));
        });
        roles.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .filter(role -> !role.equals("gone"))
                .forEach(role -> rows.add(new Row.Entity(
                        "Role", role + "Id", "\t" + role, bytes("{\"s\":{\"Name\":\"" + role + "\"}}"), List.of())));
        lists.forEach((path, json) ->
                rows.add(new Row.FileChunk(path.isEmpty() ? ".pmeta" : path + "/.pmeta", 0, bytes(json), true)));
        cells.build(cell, ++generation, rows);
        cells.activate(cell.id(), generation);
        cell = cells.store().find(cell.name()).orElseThrow();
        return this;
    }

    private StoredEntity stored(String account) {
        String source = "{\"s\":{\"Name\":\"%s\"},\"h\":{\"HashedCredential\":\"%s\"}}"
                .formatted(account, accounts.get(account));
        return new StoredEntity("Account", account + "Id", account, bytes(source));
    }

    private static Row entity(StoredEntity stored) {
        return new Row.Entity(stored.type(), stored.id(), stored.key(), stored.source(), List.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String list) {
        List<String> words = list.isEmpty() ? List.of() : List.of(list.split(" "));
        String level = words.stream()
                .filter(word -> word.startsWith("level="))
                .map(word -> "\"@p.requireSchemaAuthz\":\"" + word.substring("level=".length()) + "\",")
                .collect(joining());
        return words.stream()
                .filter(word -> !word.startsWith("level="))
                .map(GuardedCell::entry)
                .collect(joining(",", "{" + level + "\"D.ace\":[", "]}"));
    }

    private static String entry(String word) {
        int colon = word.indexOf(':');
        String who = word.substring(0, colon);
        String principal = who.equals("all") ? "\"D.all\":{}" : "\"D.href\":\"" + who + "Id\"";
        String granted = Arrays.stream(word.substring(colon + 1).split(","))
                .map(name -> "{\"" + name + "\":{}}")
                .collect(joining(","));
        return "{\"D.principal\":{" + principal + "},\"D.grant\":{\"D.privilege\":[" + granted + "]}}";
    }

    /** What the owner of an account shows, with the password that it has now. */
    Credential token(String account, String... scopes) {
        return valid(TokenKind.ACCOUNT, account, cell.id(), mark(account), scopes);
    }

    /** The same from a cell that had this one's URL before. */
    Credential tokenOfAnotherCell(String account, String... scopes) {
        return valid(TokenKind.ACCOUNT, account, "another", mark(account), scopes);
    }

    private String mark(String account) {
        return seal.of(cell.id(), Account.of(stored(account), ""));
    }

    /** A token that is no account's. */
    static Credential token(TokenKind kind, String... scopes) {
        return valid(kind, "somebody", "", "", scopes);
    }

    private static Credential valid(TokenKind kind, String subject, String cellId, String mark, String... scopes) {
        return new Credential.Valid(
                new AccessToken(kind, subject, "url", cellId, mark, Instant.EPOCH, Set.of(scopes), Instant.MAX));
    }

    /** The code of the refusal; {@code pass} if there is none. */
    String decision(Privilege needed, Credential credential) {
        return refusal(needed, credential).map(error -> error.code().code()).orElse("pass");
    }

    Optional<ApiError> refusal(Privilege needed, Credential credential) {
        Optional<CellGeneration> content =
                needed instanceof Privilege.OnPath ? cells.store().current(cell.id()) : Optional.empty();
        try {
            return refusal(needed, credential, content);
        } finally {
            content.ifPresent(CellGeneration::close);
        }
    }

    /** The same for a request that reads a content, which need not be the current one. */
    Optional<ApiError> refusal(Privilege needed, Credential credential, Optional<CellGeneration> content) {
        try {
            return authorizer
                    .refusal(needed, credential, Optional.of(cell), content)
                    .await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        pool.shutDown(PATIENCE);
        cells.close();
    }
}
