package io.cellport.odata.rows;

import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Literal.Decimal;
import io.cellport.odata.language.Literal.Moment;
import io.cellport.odata.language.Literal.Text;
import io.cellport.odata.language.Literal.Truth;
import io.cellport.odata.language.Literal.Whole;
import io.cellport.odata.model.EdmType;

/** Literals as parameters that compare with a {@link PropertyValue}. Stateless. */
final class Parameter {

    private Parameter() {}

    /** A string, a long or a double. */
    static Object of(EdmType type, Literal literal) {
        boolean isReal = type == EdmType.DOUBLE || type == EdmType.SINGLE;
        if (literal instanceof Text text) {
            return text.value();
        } else if (literal instanceof Whole whole) {
            return isReal ? (Object) (double) whole.value() : (Object) whole.value();
        } else if (literal instanceof Decimal decimal) {
            return decimal.value();
        } else if (literal instanceof Truth truth) {
            return truth.value() ? 1L : 0L;
        } else if (literal instanceof Moment moment) {
            return moment.millis();
        }
        throw new IllegalArgumentException("null is not compared with");
    }
}
