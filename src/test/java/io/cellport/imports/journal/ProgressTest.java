package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ProgressTest {

    private static final int TRIES = 10_000;

    @Property(tries = TRIES)
    void percentIsTheTruncatedQuotientAndAtMost99(
            @ForAll @LongRange long done, @ForAll @LongRange(min = 1) long total) {
        BigInteger exact =
                BigInteger.valueOf(done).multiply(BigInteger.valueOf(100)).divide(BigInteger.valueOf(total));

        assertThat(new Progress(done, total, 0).percent())
                .isEqualTo(exact.min(BigInteger.valueOf(99)).intValueExact());
    }

    @Property(tries = TRIES)
    void percentNeverGoesDownAsTheRunGoesOn(
            @ForAll @LongRange long total, @ForAll @LongRange long first, @ForAll @LongRange long second) {
        Progress before = new Progress(0, total, 0).at(first, 0);

        assertThat(before.at(second, 0).percent()).isGreaterThanOrEqualTo(before.percent());
        assertThat(before.at(second, 0).doneBytes()).isEqualTo(Math.max(first, second));
    }

    @Example
    void anEmptySnapshotHasAPercentage() {
        assertThat(new Progress(0, 0, 0).percent()).isZero();
        assertThat(new Progress(1, 0, 0).percent()).isZero();
    }

    @Example
    void theLargestCountsDoNotOverflow() {
        assertThat(new Progress(Long.MAX_VALUE, Long.MAX_VALUE, 0).percent()).isEqualTo(99);
        assertThat(new Progress(Long.MAX_VALUE - 1, Long.MAX_VALUE, 0).percent())
                .isEqualTo(99);
        assertThat(new Progress(Long.MAX_VALUE / 2, Long.MAX_VALUE, 0).percent())
                .isEqualTo(49);
        assertThat(new Progress(1, Long.MAX_VALUE, 0).percent()).isZero();
    }
}
