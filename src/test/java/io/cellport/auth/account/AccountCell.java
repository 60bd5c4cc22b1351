package io.cellport.auth.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.EmbeddedCells;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A real cell with the accounts that a test gives it. */
final class AccountCell implements AutoCloseable {

    /** What the unit that the accounts come from appended to passwords. */
    static final String SALT = "salt";

    private final EmbeddedCells cells;
    private final Cell cell;
    private long generation;

    AccountCell(Path data) {
        cells = new EmbeddedCells(data);
        cell = cells.store().create("cell");
    }

    String id() {
        return cell.id();
    }

    CellStore store() {
        return cells.store();
    }

    /** Replaces the content, as an import does. */
    void holds(Stored... accounts) {
        List<Row> rows = new ArrayList<>();
        for (Stored account : accounts) {
            byte[] source = new JsonObject()
                    .put("s", account.fixed)
                    .put("h", account.hidden)
                    .toBuffer()
                    .getBytes();
            rows.add(new Entity("Account", "id of " + account.name, account.name, source, List.of()));
        }
        cells.build(cell, ++generation, rows);
        cells.activate(cell.id(), generation);
    }

    /** An account as an import stores it. */
    record Stored(String name, JsonObject fixed, JsonObject hidden) {

        /** An active account whose password costs next to nothing to check. */
        static Stored account(String name, String password) {
            return new Stored(
                    name,
                    new JsonObject().put("Name", name),
                    new JsonObject().put("HashAlgorithm", "sha-256").put("HashedCredential", sha256(password + SALT)));
        }

        /** The same account with a property more. */
        Stored with(String property, String value) {
            return new Stored(name, fixed.copy().put(property, value), hidden);
        }

        /** The same account with another stored password. */
        Stored withPassword(String algorithm, String stored) {
            return new Stored(
                    name, fixed, hidden.copy().put("HashAlgorithm", algorithm).put("HashedCredential", stored));
        }

        private static String sha256(String text) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        cells.close();
    }
}
