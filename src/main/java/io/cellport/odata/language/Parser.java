package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.language.Syntax.Binary;
import io.cellport.odata.language.Syntax.Call;
import io.cellport.odata.language.Syntax.Infix;
import io.cellport.odata.language.Syntax.Name;
import io.cellport.odata.language.Syntax.Prefix;
import io.cellport.odata.language.Syntax.Unary;
import io.cellport.odata.language.Syntax.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the query language by precedence climbing. This is all of its grammar; whatever does not follow it is refused
 * with the error of the option.
 *
 * <pre>
 * filter     = condition
 * orderby    = step *( "," step ) [ "," ]
 * step       = condition [ "asc" / "desc" ]
 * names      = word *( "," word ) [ "," ]
 *
 * condition  = operand *( infix operand )       ; the tighter infix binds first, equal ones from the left
 * infix      = "or"                             ; loosest
 *            / "and"
 *            / "eq" / "ne"
 *            / "lt" / "gt" / "le" / "ge"
 *            / "add" / "sub"
 *            / "mul" / "div" / "mod"            ; tightest; a blank stands on either side
 * operand    = "not" blank operand / "-" operand
 *            / "(" condition ( ")" / end )      ; the last parentheses may be missing
 *            / function "(" condition *( "," condition ) ")"
 *            / literal / word
 * literal    = "null" / "true" / "false" / number / text / word text
 *
 * word       = ( letter / "_" ) *( letter / digit / "_" / "-" / "/" )
 * number     = [ "-" ] 1*digit [ "." 1*digit ] [ "E" ( "+" / "-" ) 1*digit ] [ "L" / "f" / "m" / "M" ]
 * text       = "'" *( character / "''" ) "'"    ; no blank stands between a word and the text that belongs to it
 * </pre>
 *
 * <p>Blanks are free everywhere else. Words are case-sensitive. Operands nest at most {@link QueryLimits#DEPTH} deep,
 * and a text has at most {@link QueryLimits#LENGTH} characters. For one thread.
 */
final class Parser {

    private final List<Token> tokens;
    private final ErrorCode failure;
    private int at;
    private int depth;

    /**
     * A parser.
     *
     * @param failure the error for a text that does not follow the grammar
     */
    Parser(String text, ErrorCode failure) {
        if (text.length() > QueryLimits.LENGTH) {
            throw ApiException.of(failure);
        }
        this.tokens = new Lexer(text, failure).tokens();
        this.failure = failure;
    }

    Syntax filter() {
        Syntax filter = condition();
        expect(Token.Kind.END);
        return filter;
    }

    /** The steps of {@code $orderby}; {@code PR400-OD-0003} for one that is something other than a property. */
    List<Order> orders() {
        List<Order> orders = new ArrayList<>();
        do {
            Syntax step = condition();
            boolean isDescending = current().isWord("desc");
            if (isDescending || current().isWord("asc")) {
                at++;
            }
            if (!(step instanceof Name name)) {
                throw ApiException.of(ErrorCode.PR400_OD_0003);
            }
            orders.add(new Order(name.text(), isDescending));
        } while (anotherFollows());
        return orders;
    }

    /** Names of properties. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(expect(Token.Kind.WORD));
        } while (anotherFollows());
        return names;
    }

    private boolean anotherFollows() {
        if (!current().is(Token.Kind.END)) {
            expect(Token.Kind.COMMA);
        }
        return !current().is(Token.Kind.END);
    }

    private Syntax condition() {
        return condition(0);
    }

    /** Reads operands as long as the infix between them binds at least so tightly. */
    private Syntax condition(int tightness) {
        Syntax left = operand();
        Optional<Infix> infix = infix(tightness);
        while (infix.isPresent()) {
            at++;
            left = new Binary(infix.get(), left, condition(infix.get().tightness() + 1));
            infix = infix(tightness);
        }
        return left;
    }

    private Optional<Infix> infix(int tightness) {
        boolean isBetweenBlanks = current().is(Token.Kind.WORD)
                && current().isSpaced()
                && following().isSpaced();
        return isBetweenBlanks
                ? Infix.of(current().text()).filter(infix -> infix.tightness() >= tightness)
                : Optional.empty();
    }

    private Syntax operand() {
        if (++depth > QueryLimits.DEPTH) {
            throw ApiException.of(failure);
        }
        try {
            if (current().isWord("not") && following().isSpaced()) {
                at++;
                return new Unary(Prefix.NOT, operand());
            }
            if (current().is(Token.Kind.MINUS)) {
                at++;
                return new Unary(Prefix.NEGATE, operand());
            }
            return primary();
        } finally {
            depth--;
        }
    }

    private Syntax primary() {
        Token first = current();
        if (first.is(Token.Kind.WORD) && following().is(Token.Kind.OPEN)) {
            return call(first.text());
        }
        at++;
        return switch (first.kind()) {
            case OPEN -> parenthesized();
            case TEXT -> new Value(new Literal.Text(first.text()));
            case NUMBER -> Literals.number(first.text()).orElseThrow(() -> ApiException.of(failure));
            case WORD -> word(first.text());
            default -> throw ApiException.of(failure);
        };
    }

    private Syntax parenthesized() {
        Syntax inside = condition();
        if (!current().is(Token.Kind.END)) {
            expect(Token.Kind.CLOSE);
        }
        return inside;
    }

    private Syntax call(String function) {
        at += 2;
        List<Syntax> arguments = new ArrayList<>();
        arguments.add(condition());
        while (current().is(Token.Kind.COMMA)) {
            at++;
            arguments.add(condition());
        }
        expect(Token.Kind.CLOSE);
        if (!Functions.takes(function, arguments.size())) {
            throw ApiException.of(failure);
        }
        return new Call(function, arguments);
    }

    private Syntax word(String word) {
        if (current().is(Token.Kind.TEXT) && !current().isSpaced()) {
            String text = expect(Token.Kind.TEXT);
            return Literals.prefixed(word, text).orElseThrow(() -> ApiException.of(failure));
        }
        return switch (word) {
            case "null" -> new Value(new Literal.Nothing());
            case "true" -> new Value(new Literal.Truth(true));
            case "false" -> new Value(new Literal.Truth(false));
            default -> new Name(word);
        };
    }

    private Token current() {
        return tokens.get(at);
    }

    /** The token after the current one, or the end. */
    private Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    private String expect(Token.Kind kind) {
        if (!current().is(kind)) {
            throw ApiException.of(failure);
        }
        String text = current().text();
        if (kind != Token.Kind.END) {
            at++;
        }
        return text;
    }
}
