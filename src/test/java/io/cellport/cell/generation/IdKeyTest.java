package io.cellport.cell.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys have the order of ids, and ids come back out of them. */
class IdKeyTest {

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void keysHaveTheOrderOfIdsWhateverFollowsThem() {
        for (int i = 0; i < 20_000; i++) {
            byte[] id = bytes(random.nextInt(5));
            byte[] other = random.nextBoolean() ? bytes(random.nextInt(5)) : with(id, bytes(random.nextInt(3)));
            int expected = Integer.signum(Arrays.compareUnsigned(id, other));
            int found = Arrays.compareUnsigned(with(IdKey.of(3, id), bytes(2)), with(IdKey.of(3, other), bytes(2)));
            if (expected != 0) {
                assertThat(Integer.signum(found))
                        .as("seed %s: %s and %s", seed, Arrays.toString(id), Arrays.toString(other))
                        .isEqualTo(expected);
            }
            assertThat(Arrays.compareUnsigned(IdKey.of(2, id), IdKey.of(3, other)))
                    .isNegative();
        }
    }

    @Test
    void typeAndIdAndWhatFollowsComeBack() {
        for (int i = 0; i < 20_000; i++) {
            byte[] id = bytes(random.nextInt(6));
            byte[] source = bytes(random.nextInt(3));
            byte[] key = with(IdKey.of(7, id), source);

            assertThat(IdKey.type(key)).isEqualTo(7);
            assertThat(IdKey.id(key)).as("seed %s", seed).isEqualTo(id);
            assertThat(Arrays.copyOfRange(key, IdKey.end(key), key.length)).isEqualTo(source);
        }
    }

    /** Of few different values, among them those with a meaning. */
    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = new byte[] {0, 0, 1, 2, 'a', (byte) 0xff}[random.nextInt(6)];
        }
        return bytes;
    }

    private static byte[] with(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
