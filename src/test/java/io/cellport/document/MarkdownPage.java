package io.cellport.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The code blocks of a document, as they are printed. */
public final class MarkdownPage {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    private final String text;

    private MarkdownPage(String text) {
        this.text = text;
    }

    /** A page of {@code docs}. */
    public static MarkdownPage of(String name) {
        try {
            return new MarkdownPage(Files.readString(Path.of("docs", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return text;
    }

    /** All blocks, from top to bottom. */
    public List<String> blocks() {
        return matches().map(block -> block.group(2)).toList();
    }

    /** Those of one language. */
    public List<String> blocks(String language) {
        return matches()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private Stream<MatchResult> matches() {
        return BLOCK.matcher(text).results();
    }
}
