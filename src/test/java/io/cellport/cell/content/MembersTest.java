package io.cellport.cell.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The members of a collection, in the order of their names. */
class MembersTest {

    /** Characters in front of the slash and behind it, of one to four bytes, and some that UTF-16 puts elsewhere. */
    private static final List<String> CHARACTERS =
            List.of("a", "b", "-", ".", " ", "!", "0", "\u00e9", "\u65e5", "\uffee", "\ud83d\ude00");

    @TempDir
    Path data;

    @Test
    void aNameThatAnotherBeginsWithComesFirst() {
        try (StoredTree stored = new StoredTree(data)
                .file("id/a.txt", "")
                .file("id/a-1.txt", "")
                .put("id/a", "col.webdav")
                .file("id/a/z", "")
                .file("id/a0", "")) {
            assertThat(all(stored.tree(), "id")).containsExactly("a", "a-1.txt", "a.txt", "a0");
            assertThat(all(stored.tree(), "id/a")).containsExactly("z");
            assertThat(all(stored.tree(), "id/a0")).isEmpty();
        }
    }

    @Test
    void whatLiesBelowAMemberIsPassedOver() {
        StoredTree filled = new StoredTree(data).put("id/deep", "col.webdav").file("id/last", "");
        for (int i = 0; i < 1_000; i++) {
            filled.file("id/deep/f" + i, "");
        }
        try (StoredTree stored = filled) {
            assertThat(all(stored.tree(), "id")).containsExactly("deep", "last");
            assertThat(all(stored.tree(), "id/deep")).hasSize(1_000).isSortedAccordingTo(String::compareTo);
        }
    }

    @Test
    void anyNamesComeOnceAndInTheOrderOfTheirBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<String> names = new TreeSet<>((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));
        for (int i = 0; i < 600; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + random.nextInt(5); length > 0; length--) {
                name.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
            }
            names.add(name.toString());
        }
        StoredTree filled = new StoredTree(data);
        for (String name : names) {
            if (random.nextInt(4) > 0) {
                filled.file("id/" + name, "");
            } else {
                filled.put("id/" + name, "col.webdav").file("id/" + name + "/below", "");
            }
        }
        try (StoredTree stored = filled) {
            assertThat(all(stored.tree(), "id")).as("seed %d", seed).containsExactlyElementsOf(names);
        }
    }

    private static List<String> all(ContentTree tree, String path) {
        ContentNode collection = tree.node(path).orElseThrow();
        List<String> all = new ArrayList<>();
        List<String> next = tree.members(collection, "");
        while (!next.isEmpty()) {
            all.addAll(next);
            next = tree.members(collection, next.get(next.size() - 1));
        }
        return all;
    }
}
