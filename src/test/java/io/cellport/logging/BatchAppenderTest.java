package io.cellport.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.EchoEncoder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BatchAppenderTest {

    private final LoggerContext context = new LoggerContext();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final BatchAppender appender = new BatchAppender(new PrintStream(written, false, UTF_8));

    @Test
    void linesAreWrittenInOrderAfterAMoment() {
        start();

        IntStream.range(0, 1_000).forEach(this::append);

        List<String> expected =
                IntStream.range(0, 1_000).mapToObj(i -> "line " + i).toList();
        Awaitility.await().until(() -> lines().size() == expected.size());
        assertThat(lines()).isEqualTo(expected);
    }

    @Test
    void remainingLinesAreWrittenWhenItStops() {
        start();

        append(1);
        appender.stop();

        assertThat(lines()).containsExactly("line 1");
    }

    @Test
    void linesBeyondTheBoundAreCountedInsteadOfWritten() {
        // Nothing is written before it starts, as by a writer that is stuck.
        IntStream.range(0, BatchAppender.MAX_LINES + 7).forEach(i -> appender.append(event(i)));
        start();
        appender.stop();

        assertThat(lines())
                .hasSize(BatchAppender.MAX_LINES + 1)
                .endsWith("line " + (BatchAppender.MAX_LINES - 1), "(7 lines left out)");
    }

    @Test
    void aLineThatCannotBeWrittenIsCountedAndKeepsNoOtherFromBeingWritten() {
        appender.setContext(context);
        appender.setEncoder(new EchoEncoder<>() {
            @Override
            public byte[] encode(ILoggingEvent line) {
                if (line.getFormattedMessage().equals("line 1")) {
                    throw new OutOfMemoryError();
                }
                return super.encode(line);
            }
        });
        appender.start();

        append(1);
        Awaitility.await().until(() -> lines().contains("(1 lines left out)"));
        append(2);

        Awaitility.await().until(() -> lines().contains("[INFO] line 2"));
    }

    @Test
    void linesAreWrittenWithoutAnEncoderToo() {
        appender.setContext(context);
        appender.start();

        append(1);
        appender.stop();

        assertThat(lines()).containsExactly("[INFO] line 1");
    }

    private void start() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
    }

    private void append(int number) {
        appender.doAppend(event(number));
    }

    private ILoggingEvent event(int number) {
        return new LoggingEvent(
                getClass().getName(), context.getLogger("access"), Level.INFO, "line {}", null, new Object[] {
                    Integer.toString(number)
                });
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }
}
