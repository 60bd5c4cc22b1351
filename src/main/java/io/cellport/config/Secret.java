package io.cellport.config;

/** A text that must not be shown: it prints as a placeholder. Immutable. */
public record Secret(String text) {

    @Override
    public String toString() {
        return text.isEmpty() ? "(none)" : "(secret)";
    }
}
