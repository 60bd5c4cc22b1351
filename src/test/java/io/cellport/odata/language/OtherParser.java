package io.cellport.odata.language;

import java.util.List;
import java.util.Locale;
import org.apache.olingo.odata2.api.edm.EdmLiteral;
import org.apache.olingo.odata2.api.edm.EdmTyped;
import org.apache.olingo.odata2.api.uri.expression.BinaryExpression;
import org.apache.olingo.odata2.api.uri.expression.BinaryOperator;
import org.apache.olingo.odata2.api.uri.expression.ExpressionVisitor;
import org.apache.olingo.odata2.api.uri.expression.FilterExpression;
import org.apache.olingo.odata2.api.uri.expression.LiteralExpression;
import org.apache.olingo.odata2.api.uri.expression.MemberExpression;
import org.apache.olingo.odata2.api.uri.expression.MethodExpression;
import org.apache.olingo.odata2.api.uri.expression.MethodOperator;
import org.apache.olingo.odata2.api.uri.expression.OrderByExpression;
import org.apache.olingo.odata2.api.uri.expression.OrderExpression;
import org.apache.olingo.odata2.api.uri.expression.PropertyExpression;
import org.apache.olingo.odata2.api.uri.expression.SortOrder;
import org.apache.olingo.odata2.api.uri.expression.UnaryExpression;
import org.apache.olingo.odata2.api.uri.expression.UnaryOperator;
import org.apache.olingo.odata2.core.uri.expression.FilterParserImpl;

/** The parser of Apache Olingo, whose trees it shows with a parenthesis around each operation. */
final class OtherParser implements ExpressionVisitor {

    /** The tree of a filter. */
    static String tree(String filter) throws Exception {
        return (String) new FilterParserImpl(null).parseFilterString(filter).accept(new OtherParser());
    }

    /** Our own tree, shown the same way. */
    static String tree(Syntax syntax) {
        if (syntax instanceof Syntax.Binary binary) {
            return operation(binary.operator().name(), tree(binary.left()), tree(binary.right()));
        }
        if (syntax instanceof Syntax.Unary unary) {
            return "(" + (unary.operator() == Syntax.Prefix.NOT ? "not" : "-") + " " + tree(unary.operand()) + ")";
        }
        if (syntax instanceof Syntax.Call call) {
            return call.function()
                    + call.arguments().stream().map(OtherParser::tree).toList();
        }
        if (syntax instanceof Syntax.Value value) {
            return literal(value.literal());
        }
        return syntax instanceof Syntax.Name name ? name.text() : ((Syntax.Foreign) syntax).text();
    }

    private static String literal(Literal literal) {
        if (literal instanceof Literal.Text text) {
            return "text:" + text.value();
        }
        if (literal instanceof Literal.Whole whole) {
            return "number:" + whole.value();
        }
        if (literal instanceof Literal.Truth truth) {
            return "truth:" + truth.value();
        }
        return literal instanceof Literal.Nothing ? "null" : literal.toString();
    }

    private static String operation(String operator, Object left, Object right) {
        return "(" + left + " " + operator.toLowerCase(Locale.ROOT) + " " + right + ")";
    }

    @Override
    public Object visitFilterExpression(FilterExpression filter, String text, Object expression) {
        return expression;
    }

    @Override
    public Object visitBinary(BinaryExpression binary, BinaryOperator operator, Object left, Object right) {
        String name = operator == BinaryOperator.MODULO ? "mod" : operator.toUriLiteral();
        return operation(name, left, right);
    }

    @Override
    public Object visitUnary(UnaryExpression unary, UnaryOperator operator, Object operand) {
        return "(" + operator.toUriLiteral() + " " + operand + ")";
    }

    @Override
    public Object visitMethod(MethodExpression method, MethodOperator function, List<Object> arguments) {
        return function.toUriLiteral() + arguments;
    }

    @Override
    public Object visitLiteral(LiteralExpression expression, EdmLiteral literal) {
        String text = literal.getLiteral();
        String type = literal.getType().toString();
        if (type.endsWith("String")) {
            return "text:" + text;
        }
        if (type.endsWith("Boolean")) {
            return "truth:" + text;
        }
        return type.endsWith("Null") ? "null" : "number:" + text;
    }

    @Override
    public Object visitProperty(PropertyExpression expression, String name, EdmTyped type) {
        return name;
    }

    @Override
    public Object visitMember(MemberExpression expression, Object path, Object property) {
        return path + "/" + property;
    }

    @Override
    public Object visitOrderByExpression(OrderByExpression order, String text, List<Object> orders) {
        throw new IllegalStateException("no order is read");
    }

    @Override
    public Object visitOrder(OrderExpression order, Object result, SortOrder direction) {
        throw new IllegalStateException("no order is read");
    }
}
