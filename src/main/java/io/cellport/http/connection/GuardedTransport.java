package io.cellport.http.connection;

import io.cellport.config.UnitConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections beyond a number as soon as they are accepted, on the thread that accepts them. {@link Connections}
 * decides which connection must go when there are too many, but on the event loops; when these are slow, accepting
 * alone could use up the files that are kept for everything else. Safe for several threads.
 */
public final class GuardedTransport implements Transport {

    /** Room for connections that no event loop has judged yet. */
    private static final int UNJUDGED = 32;

    private final Guard guard;

    /** The transport of a unit. */
    public GuardedTransport(UnitConfig.Http http) {
        this(Math.min(new ConnectionLimit(http.maxConnections()).most(), Integer.MAX_VALUE - UNJUDGED) + UNJUDGED);
    }

    /** @param most the most connections that may be open at a time, all servers together */
    GuardedTransport(int most) {
        this.guard = new Guard(most);
    }

    @Override
    public String name() {
        return "guarded-nio";
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return new NioTransport() {
            @Override
            public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
                super.configure(config, domainSocket, bootstrap);
                bootstrap.handler(guard);
            }
        };
    }

    /** Sees every connection before any event loop does. */
    @ChannelHandler.Sharable
    private static final class Guard extends ChannelInboundHandlerAdapter {

        private final int most;

        private final AtomicInteger open = new AtomicInteger();

        Guard(int most) {
            this.most = most;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel connection = (Channel) accepted;
            if (open.incrementAndGet() > most) {
                open.decrementAndGet();
                connection.unsafe().closeForcibly();
                return;
            }
            connection.closeFuture().addListener(closed -> open.decrementAndGet());
            context.fireChannelRead(connection);
        }
    }
}
