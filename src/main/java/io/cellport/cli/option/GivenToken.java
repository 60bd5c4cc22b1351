package io.cellport.cli.option;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * An access token as the user gives it. Blocks; immutable.
 *
 * @param command whose flags these are
 * @param option the flag that takes the token itself; with {@code -file} behind it, the one that takes a file
 * @param text what that flag has
 * @param file what the other one has
 * @param variable the environment variable that may have it instead
 * @param environment the variables of the process
 */
public record GivenToken(
        CommandSpec command,
        String option,
        Optional<String> text,
        Optional<Path> file,
        String variable,
        Map<String, String> environment) {

    /** What a bearer token may look like (RFC 6750, section 2.1). */
    private static final String BEARER = "[A-Za-z0-9._~+/-]+=*";

    /** The token, if there is one; a {@link ParameterException} if it cannot be read, or can be none. */
    public Optional<String> find() {
        if (text.isPresent() && file.isPresent()) {
            throw wrong("%s and %s-file exclude each other".formatted(option, option));
        }
        return text.map(token -> bearer(token, option))
                .or(() -> file.map(there -> bearer(firstLine(there), "The first line of " + there)))
                .or(() -> Optional.ofNullable(environment.get(variable))
                        .filter(token -> !token.isEmpty())
                        .map(token -> bearer(token, variable)));
    }

    /** The message does not quote the value, which may be a token with one wrong character. */
    private String bearer(String token, String origin) {
        if (!token.matches(BEARER)) {
            throw wrong(origin + " must be one word of A-Z a-z 0-9 - . _ ~ + / =");
        }
        return token;
    }

    private String firstLine(Path there) {
        try (BufferedReader reader = Files.newBufferedReader(there)) {
            return Optional.ofNullable(reader.readLine()).orElse("").strip();
        } catch (IOException e) {
            throw wrong("The file " + there + " cannot be read");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
