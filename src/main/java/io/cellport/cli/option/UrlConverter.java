package io.cellport.cli.option;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads URLs in arguments. Stateless. */
public final class UrlConverter implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        return parse(text);
    }

    /** A {@link TypeConversionException} says what a URL looks like. */
    public static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException(
                    "\"%s\" is not a URL: it must be like http://127.0.0.1:8080/".formatted(text));
        }
    }
}
