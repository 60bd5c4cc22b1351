package io.cellport.imports.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Event-bus codecs of the message records: by reference on one node (records are immutable), versioned JSON between
 * nodes. Java serialization is never used. Stateless.
 */
public final class MessageCodecs {

    private static final byte WIRE_VERSION = 1;

    private static final List<Class<? extends Record>> MESSAGES = List.of(
            StartImport.class,
            ImportAccepted.class,
            CancelImport.class,
            ImportProgress.class,
            StatusQuery.class,
            ImportStatus.class,
            StatusesQuery.class,
            StatusList.class,
            RunsQuery.class,
            RunList.class);

    private MessageCodecs() {}

    /**
     * Registers the codecs of all messages, also if they are registered already; call it before deploying verticles.
     */
    public static void register(EventBus bus) {
        register(bus, MESSAGES);
    }

    /** The same for messages of another package. */
    public static void register(EventBus bus, List<Class<? extends Record>> messages) {
        messages.forEach(type -> registerOne(bus, type));
    }

    private static <T extends Record> void registerOne(EventBus bus, Class<T> type) {
        bus.unregisterDefaultCodec(type);
        bus.registerDefaultCodec(type, new RecordCodec<>(type));
    }

    private record RecordCodec<T extends Record>(Class<T> type) implements MessageCodec<T, T> {

        @Override
        public void encodeToWire(Buffer buffer, T message) {
            try {
                byte[] json = Wire.JSON.writeValueAsBytes(message);
                buffer.appendByte(WIRE_VERSION).appendInt(json.length).appendBytes(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public T decodeFromWire(int position, Buffer buffer) {
            if (buffer.getByte(position) != WIRE_VERSION) {
                throw new IllegalArgumentException("unknown version of " + name());
            }
            int start = position + 5;
            int length = buffer.getInt(position + 1);
            try {
                return Wire.JSON.readValue(buffer.getBytes(start, start + length), type);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public T transform(T message) {
            return message;
        }

        @Override
        public String name() {
            return "cellport." + type.getSimpleName();
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }

    /** Loaded with the first message to another node, as a unit alone sends none. */
    private static final class Wire {

        static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    }
}
