package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.language.Syntax.Value;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.Property;
import java.util.regex.Pattern;

/** Whether the operand of a comparison or a function fits its property. Stateless. */
final class OperandCheck {

    /** 1753-01-01T00:00:00.000Z, in milliseconds. */
    private static final long FIRST_MOMENT = -6_847_804_800_000L;

    /** 9999-12-31T23:59:59.999Z, in milliseconds. */
    private static final long LAST_MOMENT = 253_402_300_799_999L;

    private static final Pattern SINGLE = Pattern.compile("-?[0-9]{1,5}\\.[0-9]{1,5}");

    private OperandCheck() {}

    /** The operand as the literal that the property's type takes. */
    static Literal fitting(Property property, Syntax operand) {
        if (!(operand instanceof Value value)) {
            throw mismatch(property);
        }
        Literal literal = value.literal();
        if (literal instanceof Literal.Nothing) {
            return literal;
        }
        return switch (property.type()) {
            case STRING -> new Literal.Text(text(property, operand));
            case BOOLEAN -> truth(property, literal);
            case INT32 -> int32(property, literal);
            case SINGLE -> single(property, decimal(property, literal));
            case DOUBLE -> decimal(property, literal);
            case DATE_TIME -> moment(property, literal);
            case COMPLEX -> throw mismatch(property);
        };
    }

    /** The operand as the text that a string property takes, its escapes resolved. */
    static String text(Property property, Syntax operand) {
        if (property.type() == EdmType.STRING
                && operand instanceof Value value
                && value.literal() instanceof Literal.Text text) {
            return Escapes.resolve(text.value())
                    .orElseThrow(() -> ApiException.of(ErrorCode.PR400_OD_0048, text.value()));
        }
        throw mismatch(property);
    }

    private static Literal truth(Property property, Literal literal) {
        if (literal instanceof Literal.Truth) {
            return literal;
        }
        throw mismatch(property);
    }

    private static Literal int32(Property property, Literal literal) {
        if (!(literal instanceof Literal.Whole whole)) {
            throw mismatch(property);
        }
        if (whole.value() != (int) whole.value()) {
            throw outOfRange(property);
        }
        return whole;
    }

    private static Literal.Decimal decimal(Property property, Literal literal) {
        if (literal instanceof Literal.Whole whole) {
            return new Literal.Decimal(whole.value());
        }
        if (literal instanceof Literal.Decimal decimal) {
            return decimal;
        }
        throw mismatch(property);
    }

    /** Singles have at most five digits before the point, and five behind it. */
    private static Literal single(Property property, Literal.Decimal decimal) {
        if (!SINGLE.matcher(Double.toString(decimal.value())).matches()) {
            throw outOfRange(property);
        }
        return decimal;
    }

    private static Literal moment(Property property, Literal literal) {
        long millis;
        if (literal instanceof Literal.Moment moment) {
            millis = moment.millis();
        } else if (literal instanceof Literal.Whole whole) {
            millis = whole.value();
        } else {
            throw mismatch(property);
        }
        if (millis < FIRST_MOMENT || millis > LAST_MOMENT) {
            throw outOfRange(property);
        }
        return new Literal.Moment(millis);
    }

    private static ApiException mismatch(Property property) {
        return ApiException.of(ErrorCode.PR400_OD_0046, property.name());
    }

    private static ApiException outOfRange(Property property) {
        return ApiException.of(ErrorCode.PR400_OD_0047, property.name());
    }
}
