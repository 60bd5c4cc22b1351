package io.cellport.http;

/** Hears what becomes of exchanges. Belongs to one event loop. */
public interface Follower {

    /** An exchange has failed, which has to be rendered. */
    void failed(Exchange exchange, Throwable failure);

    /**
     * An exchange has ended.
     *
     * @param sent whether the answer was sent to its end
     */
    void ended(Exchange exchange, boolean sent);
}
