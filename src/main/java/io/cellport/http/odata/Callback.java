package io.cellport.http.odata;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.language.Query;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The function that a script wants to be called with the answer, {@code $callback}. Only names of functions can be
 * called: anything else would let an address say what the unit answers. Immutable.
 */
record Callback(String function) {

    private static final String OPTION = "$callback";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,127}");

    /** The function, if a request names one; {@code PR400-OD-0029} if it is none. */
    static Optional<Callback> of(Query query) {
        return query.option(OPTION).map(name -> {
            if (!NAME.matcher(name).matches()) {
                throw ApiException.of(ErrorCode.PR400_OD_0029, OPTION, name);
            }
            return new Callback(name);
        });
    }

    String before() {
        return function + "(";
    }

    String after() {
        return ");";
    }
}
