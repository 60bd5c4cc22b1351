package io.cellport.storage;

/** The disk or a database failed, or its content is damaged. The text is for the log only. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String what) {
        super(what);
    }

    public StoreException(String what, Throwable cause) {
        super(what, cause);
    }
}
