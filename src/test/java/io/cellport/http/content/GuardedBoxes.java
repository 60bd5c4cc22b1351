package io.cellport.http.content;

import static java.util.stream.Collectors.joining;

import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A snapshot of a cell with two boxes: {@code open}, and {@code app} of an application. In each a collection for every
 * way to grant something has a resource of every kind. The password of every account is {@code secret}.
 */
final class GuardedBoxes {

    /** Cheap to check, so that thousands of requests can show it. */
    private static final String HASH = "$40801$AAECAwQFBgcICQoLDA0ODw==$FBYrbyejpsRMOOxNjJ4WhxLlIIkIxp/izmMfHJ7w9YU=";

    /** What a collection is granted and what each resource in it, as roles or {@code all} with privileges. */
    private record Lists(String collection, String resource) {}

    private static final Map<String, Lists> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("none", new Lists("", ""));
        WAYS.put("own", new Lists("", "reader:D.read"));
        WAYS.put("inherited", new Lists("reader:D.read", ""));
        WAYS.put("everybody", new Lists("", "all:D.read"));
        WAYS.put("properties", new Lists("all:D.read-properties", ""));
        WAYS.put("acl", new Lists("", "reader:D.read-acl,D.read-properties"));
        WAYS.put("exec", new Lists("reader:p.exec", ""));
        WAYS.put("application", new Lists("all:D.all", "level=public"));
    }

    static final List<String> BOXES = List.of("open", "app");

    private final SnapshotBuilder snapshot = SnapshotBuilder.snapshot();

    private GuardedBoxes() {
        snapshot.with(
                "10_odata/10_box.pjson",
                line("Box", "open", "", "") + line("Box", "app", ",\"Schema\":\"http://app/\"", ""));
        snapshot.with("10_odata/20_role.pjson", line("Role", "root", "", "") + line("Role", "reader", "", ""));
        snapshot.with(
                "10_odata/11_account.pjson",
                List.of("alice", "bob", "carol", "dave").stream()
                        .map(GuardedBoxes::account)
                        .collect(joining()));
        snapshot.with("10_odata/80_link.pjson", link("alice", "root") + link("bob", "reader"));
        snapshot.with("20_webdav/.pmeta", pmeta("Cell", "root:p.root"));
        BOXES.forEach(this::fill);
    }

    static Path writeTo(Path target) throws IOException {
        return new GuardedBoxes().snapshot.writeTo(target);
    }

    private void fill(String box) {
        String directory = "20_webdav/" + id("Box", box) + "/";
        snapshot.with(directory, "").with(directory + ".pmeta", pmeta("col.box", ""));
        WAYS.forEach((way, lists) -> {
            put(directory + way, "col.webdav", lists.collection);
            put(directory + way + "/col", "col.webdav", lists.resource);
            put(directory + way + "/svc", "col.svc", lists.resource);
            put(directory + way + "/svc/__src", "col.webdav", "");
            put(directory + way + "/data", "col.odata", lists.resource);
            put(directory + way + "/file", "dav.file", lists.resource);
            snapshot.with(directory + way + "/file/content", "text");
        });
    }

    private void put(String path, String type, String list) {
        snapshot.with(path + "/", "").with(path + "/.pmeta", pmeta(type, list));
    }

    private static String pmeta(String type, String list) {
        boolean file = type.equals("dav.file");
        return "{\"p\":1,\"u\":1,\"v\":1,\"d\":{},\"i\":\"node\",\"t\":\"%s\",\"a\":{%s}%s}"
                .formatted(type, acl(list), file ? ",\"ct\":\"text/plain\",\"cl\":4,\"et\":\"NONE\"" : "");
    }

    private static String acl(String list) {
        if (list.startsWith("level=")) {
            return "\"@p.requireSchemaAuthz\":\"" + list.substring("level=".length()) + "\"";
        }
        return list.isEmpty() ? "" : "\"D.ace\":[" + entry(list) + "]";
    }

    private static String entry(String word) {
        String who = word.substring(0, word.indexOf(':'));
        String principal = who.equals("all") ? "\"D.all\":{}" : "\"D.href\":\"" + id("Role", who) + "\"";
        String granted = List.of(word.substring(who.length() + 1).split(",")).stream()
                .map(privilege -> "{\"" + privilege + "\":{}}")
                .collect(joining(","));
        return "{\"D.principal\":{%s},\"D.grant\":{\"D.privilege\":[%s]}}".formatted(principal, granted);
    }

    private static String account(String name) {
        return line(
                "Account",
                name,
                ",\"Status\":\"active\",\"Type\":\"basic\"",
                "\"HashAlgorithm\":\"scrypt\",\"HashAttributes\":\"{\\\"keyLength\\\":32}\",\"HashedCredential\":\""
                        + HASH + "\"");
    }

    private static String line(String type, String name, String fields, String hidden) {
        return "{\"_index\":\"u0_anon.x\",\"_type\":\"%1$s\",\"_id\":\"%2$s\",\"_source\":{\"type\":\"%1$s\",\"p\":1,\"u\":1,\"c\":\"c\",\"l\":{},\"h\":{%5$s},\"s\":{\"Name\":\"%3$s\"%4$s}}}\n"
                .formatted(type, id(type, name), name, fields, hidden);
    }

    private static String link(String account, String role) {
        return "{\"_index\":\"u0_anon.link\",\"_type\":\"link\",\"_id\":\"%1$s-%2$s\",\"_source\":{\"type\":\"link\",\"p\":1,\"u\":1,\"c\":\"c\",\"t1\":\"Account\",\"k1\":\"%1$s\",\"t2\":\"Role\",\"k2\":\"%2$s\"}}\n"
                .formatted(id("Account", account), id("Role", role));
    }

    /** Ids have 22 characters. */
    private static String id(String type, String name) {
        return (type + "-" + name + "-".repeat(22)).substring(0, 22);
    }
}
