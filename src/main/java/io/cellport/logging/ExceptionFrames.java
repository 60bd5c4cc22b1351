package io.cellport.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.cellport.error.FailureReason;

/**
 * Formats an exception for the log: the classes of the whole cause chain and where each was thrown, but never a
 * message, because messages quote paths, tokens and content. A failure of the machine also has its name (errno, or
 * SQLite's result code). {@code logback.xml} names this class. Stateless.
 */
public final class ExceptionFrames extends ThrowableProxyConverter {

    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 40;

    @Override
    protected String throwableProxyToString(IThrowableProxy exception) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy shown = exception;
        for (int depth = 0; shown != null && depth < MAX_CAUSES; depth++) {
            append(text, depth == 0 ? "" : "caused by ", shown);
            shown = shown.getCause();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String prefix, IThrowableProxy exception) {
        text.append(prefix).append(exception.getClassName());
        if (exception instanceof ThrowableProxy proxy) {
            FailureReason.ownOf(proxy.getThrowable())
                    .ifPresent(reason -> text.append(" [").append(reason).append(']'));
        }
        text.append(System.lineSeparator());
        StackTraceElementProxy[] frames = exception.getStackTraceElementProxyArray();
        int count = Math.min(MAX_FRAMES, frames.length - exception.getCommonFrames());
        for (int i = 0; i < count; i++) {
            text.append("    ").append(frames[i].getSTEAsString()).append(System.lineSeparator());
        }
    }
}
