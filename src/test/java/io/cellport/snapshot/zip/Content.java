package io.cellport.snapshot.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Bytes that are made while they are written, so that they can be more than memory holds. The same each time. */
@FunctionalInterface
public interface Content {

    Content EMPTY = out -> {};

    void writeTo(OutputStream out) throws IOException;

    static Content of(byte[] bytes) {
        return out -> out.write(bytes);
    }

    static Content of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that hardly compress. */
    static Content random(long seed, long size) {
        return out -> {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] block = new byte[(int) Math.min(size, 64 << 10)];
            for (long left = size; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        };
    }

    /** Numbered lines, about 8 times larger than what they compress to. */
    static Content lines(long size) {
        return out -> {
            long left = size;
            for (long number = 0; left > 0; number++) {
                String digits = Long.toString(number);
                byte[] line = ("0".repeat(12 - digits.length()) + digits + " some text that stands on every line\n")
                        .getBytes(StandardCharsets.US_ASCII);
                int n = (int) Math.min(left, line.length);
                out.write(line, 0, n);
                left -= n;
            }
        };
    }

    /** Words of a few thousand, 2.4 times larger than what they compress to. */
    static Content words(long seed, long size) {
        return out -> {
            SplittableRandom random = new SplittableRandom(seed);
            byte[][] words = new byte[4_096][];
            for (int i = 0; i < words.length; i++) {
                byte[] word = new byte[3 + random.nextInt(8)];
                for (int letter = 0; letter < word.length - 1; letter++) {
                    word[letter] = (byte) ('a' + random.nextInt(26));
                }
                word[word.length - 1] = ' ';
                words[i] = word;
            }
            long left = size;
            while (left > 0) {
                byte[] word = words[random.nextInt(1 + random.nextInt(words.length))];
                int n = (int) Math.min(left, word.length);
                out.write(word, 0, n);
                left -= n;
            }
        };
    }

    /** Zeros, about 1,000 times larger than what they compress to. */
    static Content zeros(long size) {
        return out -> {
            byte[] block = new byte[64 << 10];
            for (long left = size; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        };
    }
}
