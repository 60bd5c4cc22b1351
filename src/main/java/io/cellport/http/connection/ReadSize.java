package io.cellport.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;

/**
 * How many bytes are read from a connection at once: few, unless a body asks for more. What waits for a paused request
 * is counted in pieces, whatever their size. Belongs to one event loop.
 */
final class ReadSize extends RecvByteBufAllocator.DelegatingHandle {

    /** As many as heads and small bodies need. */
    static final int FEW = 8 << 10;

    /** More does not save anything. */
    static final int MOST = 128 << 10;

    private static final int READS_IN_A_TURN = 16;

    private static final RecvByteBufAllocator USUAL =
            new AdaptiveRecvByteBufAllocator(64, 2 << 10, FEW).maxMessagesPerRead(READS_IN_A_TURN);

    private int asked;

    private ReadSize() {
        super(USUAL.newHandle());
    }

    /** Decides for a connection that nothing has been read from. */
    static void install(Channel channel) {
        channel.config().setRecvByteBufAllocator(ReadSize::new);
    }

    /**
     * Reads that many bytes at once, within the bounds.
     *
     * @return how many there are
     */
    static int ask(Channel channel, int bytes) {
        int within = Math.max(FEW, Math.min(bytes, MOST));
        set(channel, within);
        return within;
    }

    /** Reads as few as usual. */
    static void reset(Channel channel) {
        set(channel, 0);
    }

    private static void set(Channel channel, int bytes) {
        if (channel.unsafe().recvBufAllocHandle() instanceof ReadSize size) {
            size.asked = bytes;
        }
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator memory) {
        return asked == 0 ? super.allocate(memory) : memory.ioBuffer(asked);
    }

    /**
     * Heads are read once in a turn: those that were sent ahead are kept as requests, which takes far more than their
     * bytes.
     */
    @Override
    public boolean continueReading() {
        return asked != 0 && super.continueReading();
    }

    @Override
    public int guess() {
        return asked == 0 ? super.guess() : asked;
    }
}
