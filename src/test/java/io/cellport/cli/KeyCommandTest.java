package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKey;
import io.cellport.auth.key.UnitKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    @TempDir
    Path directory;

    @Test
    void theOnlyKeySigns() {
        String id = new KeyFile(directory).open().signing().id();

        Execution listed = inDirectory("list");

        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out().lines()).containsExactly(id + "  signs");
    }

    @Test
    void aNewKeyIsShownBesideTheOneThatItFollows() {
        UnitKey first = new KeyFile(directory).open().signing();

        Execution rotated = inDirectory("rotate", "--retire-after", "60");

        assertThat(rotated.exitCode()).isZero();
        List<UnitKey> keys = new KeyFile(directory).open().all();
        assertThat(keys).extracting(UnitKey::id).hasSize(2).endsWith(first.id());
        assertThat(rotated.out().lines().toList())
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).matches(keys.get(0).id() + "  signs from " + TIME),
                        line -> assertThat(line).matches(first.id() + "  signs, retires at " + TIME));
        assertThat(inDirectory("list").out()).isEqualTo(rotated.out());
    }

    @Test
    void tokensStayValidAsLongAsTheyLastUnlessSomethingElseIsAskedFor() {
        new KeyFile(directory).open();

        inDirectory("rotate");

        List<UnitKey> keys = new KeyFile(directory).open().all();
        assertThat(keys.get(1).retireAt()).contains(keys.get(0).signFrom().plus(Duration.ofDays(366)));
        inDirectory("rotate", "--retire-after", "0");
        UnitKeys ended = new KeyFile(directory).open();
        assertThat(ended.all().subList(1, 3))
                .extracting(key -> key.retireAt().orElse(Instant.MAX))
                .containsOnly(ended.all().get(0).signFrom());
    }

    @Test
    void withoutAKeyNothingIsMade() {
        for (String command : List.of("list", "rotate")) {
            Execution refused = inDirectory(command);

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).startsWith("There is no unit key in " + directory);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDamagedFileIsReportedWithoutItsContent() throws IOException {
        Files.writeString(directory.resolve("unit-key.pem"), "c2VjcmV0");

        Execution refused = inDirectory("rotate");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualToNormalizingNewlines("The unit's keys cannot be used:"
                        + " unit-key.pem does not hold an RSA private key in PEM form\n");
    }

    private Execution inDirectory(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = directory.toString();
        return run(all);
    }

    private static Execution run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "key";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Execution.of(all);
    }
}
