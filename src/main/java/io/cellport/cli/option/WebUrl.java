package io.cellport.cli.option;

import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** URLs of units and cells in arguments. Stateless. */
public final class WebUrl {

    private WebUrl() {}

    /**
     * The URL with a slash at its end.
     *
     * @param origin what the message calls the argument
     * @throws ParameterException if it is not the http(s) URL of a place
     */
    public static URI of(URI given, String origin, CommandSpec command) {
        boolean web = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
        if (!web || given.getHost() == null || given.getRawQuery() != null || given.getRawFragment() != null) {
            throw new ParameterException(
                    command.commandLine(), "%s must be like http://127.0.0.1:8080/, not %s".formatted(origin, given));
        }
        return given.toString().endsWith("/") ? given : URI.create(given + "/");
    }
}
