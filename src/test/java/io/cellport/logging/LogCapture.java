package io.cellport.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What is logged between opening and closing, in the form that {@code conf/logback.xml} gives it. */
public final class LogCapture implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    public LogCapture() {
        events.start();
        root.addAppender(events);
    }

    public String text() throws JoranException {
        LoggerContext shipped = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(shipped);
        configurator.doConfigure("conf/logback.xml");
        try {
            Encoder<ILoggingEvent> encoder = ((OutputStreamAppender<ILoggingEvent>)
                            shipped.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("LOG"))
                    .getEncoder();
            return List.copyOf(events.list).stream()
                    .map(event -> new String(encoder.encode(event), StandardCharsets.UTF_8))
                    .collect(Collectors.joining());
        } finally {
            shipped.stop();
        }
    }

    @Override
    public void close() {
        root.detachAppender(events);
    }
}
