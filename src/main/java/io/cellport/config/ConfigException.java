package io.cellport.config;

/** The configuration is faulty. The text names the key, what is wrong with it and where it was set. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String what) {
        super(what);
    }
}
