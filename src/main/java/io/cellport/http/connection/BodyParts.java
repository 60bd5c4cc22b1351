package io.cellport.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.util.function.LongSupplier;

/**
 * Takes what comes of bodies on its way from the decoder to Vert.x.
 *
 * <p>Copies it to memory that the garbage collector frees. Vert.x would copy it when it is read; what waits for a
 * paused request it keeps as netty's own memory, which it never gives back if the client goes away meanwhile.
 *
 * <p>Keeps from Vert.x that nobody can tell where a body ends: it would close the connection, and the request would
 * have no answer. Who reads the body is told instead. Nothing is decoded after that.
 *
 * <p>Of one connection. Belongs to one event loop.
 */
public final class BodyParts extends ChannelInboundHandlerAdapter {

    private final LongSupplier begun;

    private long heads;

    private boolean broken;

    private Runnable reader = () -> {};

    private long readerOf;

    /** @param begun how many requests of the connection have been handed over */
    BodyParts(LongSupplier begun) {
        this.begun = begun;
    }

    /**
     * Runs something when it turns out that nobody can tell where the body ends, before any more of it comes; at once
     * if it has turned out already. For the request of a connection that is under way.
     */
    public static void whenBroken(HttpServerRequest request, Runnable then) {
        if (request.connection() instanceof Http1ServerConnection http
                && http.channel().pipeline().context(BodyParts.class) != null) {
            http.channel().pipeline().get(BodyParts.class).tell(then);
        }
    }

    private void tell(Runnable then) {
        reader = then;
        readerOf = begun.getAsLong();
        tellReader();
    }

    /** A request that was sent ahead may have a broken body while nobody reads it yet. */
    private void tellReader() {
        if (broken && readerOf == heads) {
            reader.run();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            heads++;
            context.fireChannelRead(message);
        } else if (!(message instanceof HttpContent part)) {
            context.fireChannelRead(message);
        } else if (part.decoderResult().isFailure()) {
            part.release();
            broken = true;
            tellReader();
        } else {
            context.fireChannelRead(part.content().isReadable() ? part.replace(copy(part.content())) : part);
        }
    }

    /** The same bytes in memory that the garbage collector frees; releases the given ones. */
    static ByteBuf copy(ByteBuf bytes) {
        try {
            return Unpooled.wrappedBuffer(ByteBufUtil.getBytes(bytes));
        } finally {
            bytes.release();
        }
    }
}
