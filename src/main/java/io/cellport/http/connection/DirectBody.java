package io.cellport.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rest of a body, received in large pieces past Vert.x, which would copy each piece and only count those that wait.
 * The request itself still tells its end, and its failure. Used once. Belongs to one event loop.
 */
public final class DirectBody extends ChannelInboundHandlerAdapter {

    /** More pieces in a turn are smaller than a KiB. */
    private static final int MANY_IN_A_TURN = 2_048;

    private final Channel channel;

    private final Consumer<ByteBuf> receiver;

    private int readSize;

    private int piecesInTurn;

    /** Whether it comes in so many pieces that they take far more time and memory than its bytes. */
    private boolean crumbles;

    private boolean ended;

    private DirectBody(Channel channel, Consumer<ByteBuf> receiver) {
        this.channel = channel;
        this.receiver = receiver;
    }

    /**
     * The body of a request that is under way; empty if its connection has no place for one.
     *
     * @param receiver called with each piece, which it has to release
     */
    public static Optional<DirectBody> of(HttpServerRequest request, Consumer<ByteBuf> receiver) {
        return request.connection() instanceof Http1ServerConnection http
                        && http.channel().pipeline().context(BodyParts.class) != null
                ? Optional.of(new DirectBody(http.channel(), receiver))
                : Optional.empty();
    }

    /**
     * Sends an empty piece through Vert.x. If it has come to the handler of the request when this returns, nothing
     * waits in Vert.x; only then what comes directly is what comes next.
     */
    public void probe() {
        ChannelHandlerContext before = channel.pipeline().context(BodyParts.class);
        before.fireChannelRead(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));
        before.fireChannelReadComplete();
    }

    /** Takes what comes from now on, in pieces of about that many bytes. */
    public void begin(int bytes) {
        channel.pipeline().addBefore(channel.pipeline().context(BodyParts.class).name(), null, this);
        resume(bytes);
    }

    /** Reads nothing from the connection until the body is resumed; a piece that has been read may still come. */
    public void pause() {
        if (!ended) {
            channel.config().setAutoRead(false);
        }
    }

    /** Reads on, in pieces of about that many bytes. */
    public void resume(int bytes) {
        if (!ended) {
            readSize = crumbles ? ReadSize.FEW : ReadSize.ask(channel, bytes);
            channel.config().setAutoRead(true);
        }
    }

    /** Leaves what comes from now on to Vert.x. Without effect if the body has ended or the connection is closed. */
    public void end() {
        if (!ended) {
            ReadSize.reset(channel);
            channel.config().setAutoRead(true);
            channel.pipeline().remove(this);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ended = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HttpContent part) || part.decoderResult().isFailure()) {
            context.fireChannelRead(message);
            return;
        }
        if (++piecesInTurn > MANY_IN_A_TURN) {
            crumbles = true;
            ReadSize.reset(channel);
        }
        take(part.content());
        if (part instanceof LastHttpContent) {
            end();
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        piecesInTurn = 0;
        context.fireChannelReadComplete();
    }

    /** A small piece is copied, because it keeps all the memory that it was read into. */
    private void take(ByteBuf piece) {
        if (!piece.isReadable()) {
            piece.release();
        } else if (piece.readableBytes() < readSize / 2) {
            receiver.accept(BodyParts.copy(piece));
        } else {
            receiver.accept(piece);
        }
    }
}
