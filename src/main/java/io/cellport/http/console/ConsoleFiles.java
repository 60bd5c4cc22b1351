package io.cellport.http.console;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the console, read once. Immutable. */
final class ConsoleFiles {

    /** All that the page refers to, by the names that it uses. */
    private static final Map<String, StaticFile> BY_NAME = Stream.of(
                    "console.css",
                    "icon.svg",
                    "activity.js",
                    "advice-en.js",
                    "advice-ja.js",
                    "api.js",
                    "browse.js",
                    "cell.js",
                    "cells.js",
                    "console.js",
                    "dialog.js",
                    "dom.js",
                    "download.js",
                    "failure.js",
                    "history.js",
                    "imports.js",
                    "poll.js",
                    "progress.js",
                    "session.js",
                    "sets.js",
                    "signin.js",
                    "snapshots.js",
                    "text.js",
                    "texts-en.js",
                    "texts-ja.js",
                    "timeline.js",
                    "upload.js",
                    "uploadpanel.js",
                    "uploads.js")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), StaticFile::read));

    static final StaticFile PAGE = StaticFile.read("console.html");

    private ConsoleFiles() {}

    /** The file of that name, if the page needs one. */
    static Optional<StaticFile> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
