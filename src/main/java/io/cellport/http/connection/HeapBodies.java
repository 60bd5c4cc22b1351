package io.cellport.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;

/**
 * Copies what comes of bodies to memory that the garbage collector frees. Vert.x would copy it when it is read; what
 * waits for a paused request it keeps as netty's own memory, which it never gives back if the client goes away
 * meanwhile. Safe for several threads.
 */
@ChannelHandler.Sharable
final class HeapBodies extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean isPart = message instanceof HttpContent part && part.content().isReadable();
        context.fireChannelRead(isPart ? copy((HttpContent) message) : message);
    }

    private static HttpContent copy(HttpContent part) {
        return part.replace(copy(part.content()));
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
