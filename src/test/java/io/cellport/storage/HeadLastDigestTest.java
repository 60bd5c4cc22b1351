package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadLastDigestTest {

    private static final int HEAD = 100;

    private final byte[] file = new byte[5_000];

    HeadLastDigestTest() {
        new Random(1).nextBytes(file);
    }

    @Test
    void itIsThatOfTheFileWithItsHeadAtItsEnd() throws Exception {
        HeadLastDigest whole = new HeadLastDigest(HEAD);
        whole.update(0, file, 0, file.length);
        assertThat(whole.end()).isEqualTo(turned());

        HeadLastDigest pieces = new HeadLastDigest(HEAD);
        for (int at = 0; at < file.length; at += 33) {
            pieces.update(at, file, at, Math.min(33, file.length - at));
        }
        assertThat(pieces.end()).isEqualTo(turned());
    }

    @Test
    void theHeadMayComeWhenTheRestIsThere() throws Exception {
        HeadLastDigest digest = new HeadLastDigest(HEAD);
        digest.update(0, new byte[HEAD], 0, HEAD);
        digest.update(HEAD, file, HEAD, 2_000);
        HeadLastDigest same = digest.copy();
        digest.update(2_100, new byte[7], 0, 7);
        same.update(same.next(), file, 2_100, file.length - 2_100);
        same.update(0, file, 0, HEAD);

        assertThat(same.end()).isEqualTo(turned());
    }

    @Test
    void theRestComesInItsOrder() {
        HeadLastDigest digest = new HeadLastDigest(HEAD);
        digest.update(0, file, 0, 200);

        assertThatThrownBy(() -> digest.update(201, file, 201, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> digest.update(150, file, 150, 50)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutAHeadItIsThatOfTheFile(@TempDir Path directory) throws Exception {
        Path path = Files.write(directory.resolve("file"), file);

        assertThat(FileSum.of(path, 0, () -> {})).isEqualTo(FileSum.plain(hexadecimal(file)));
        assertThat(new FileSum(HEAD, turned()).isOf(path, () -> {})).isTrue();
        file[HEAD - 1]++;
        Files.write(path, file);
        assertThat(FileSum.of(path, HEAD, () -> {}).sha256()).isEqualTo(turned());
    }

    private String turned() throws Exception {
        byte[] turned = Arrays.copyOfRange(file, HEAD, HEAD + file.length);
        System.arraycopy(file, 0, turned, file.length - HEAD, HEAD);
        return hexadecimal(turned);
    }

    private static String hexadecimal(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
