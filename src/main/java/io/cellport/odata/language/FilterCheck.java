package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.language.Syntax.Binary;
import io.cellport.odata.language.Syntax.Call;
import io.cellport.odata.language.Syntax.Name;
import io.cellport.odata.language.Syntax.Prefix;
import io.cellport.odata.language.Syntax.Unary;
import io.cellport.odata.language.Syntax.Value;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Property;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Makes a condition of what stands in a filter, or says why it is none, as the reference does: {@code PR400-OD-0043}
 * and {@code -0044} for operators and functions that are not served, {@code -0045} for unknown properties,
 * {@code -0046} to {@code -0048} for values that do not fit, {@code -0003} for everything else. Immutable.
 */
public final class FilterCheck {

    private final EntityModel model;

    /** A check of filters of a set. */
    public FilterCheck(EntityModel model) {
        this.model = model;
    }

    /** The condition; it nests hardly deeper than the filter, however many operands {@code and} and {@code or} join. */
    public Expression check(Syntax filter) {
        if (!isCondition(filter)) {
            throw ApiException.of(filter instanceof Call ? ErrorCode.PR400_OD_0044 : ErrorCode.PR400_OD_0043);
        }
        return condition(filter);
    }

    private static boolean isCondition(Syntax syntax) {
        if (syntax instanceof Binary binary) {
            return binary.operator().isCondition();
        }
        if (syntax instanceof Unary unary) {
            return unary.operator() == Prefix.NOT;
        }
        if (syntax instanceof Call call) {
            return Functions.isCondition(call.function());
        }
        return syntax instanceof Value value && value.literal() instanceof Literal.Truth;
    }

    private Expression condition(Syntax syntax) {
        if (!isCondition(syntax)) {
            throw ApiException.of(ErrorCode.PR400_OD_0003);
        }
        if (syntax instanceof Binary binary) {
            return switch (binary.operator()) {
                case AND -> joined(binary, Expression.And::new);
                case OR -> joined(binary, Expression.Or::new);
                default -> comparison(binary);
            };
        }
        if (syntax instanceof Call call) {
            return function(call);
        }
        if (syntax instanceof Value value && value.literal() instanceof Literal.Truth truth) {
            return new Expression.Always(truth.value());
        }
        throw ApiException.of(ErrorCode.PR400_OD_0043);
    }

    /** A chain of one operator leans to the left, as deep as it is long. It is rebuilt as a balanced tree. */
    private Expression joined(Binary chain, BinaryOperator<Expression> join) {
        Deque<Syntax> operands = new ArrayDeque<>();
        Syntax rest = chain;
        while (rest instanceof Binary binary && binary.operator() == chain.operator()) {
            operands.addFirst(binary.right());
            rest = binary.left();
        }
        operands.addFirst(rest);
        return balanced(operands.stream().map(this::condition).toList(), join);
    }

    private static Expression balanced(List<Expression> operands, BinaryOperator<Expression> join) {
        int size = operands.size();
        return size == 1
                ? operands.get(0)
                : join.apply(
                        balanced(operands.subList(0, size / 2), join),
                        balanced(operands.subList(size / 2, size), join));
    }

    private Expression comparison(Binary comparison) {
        Property property = property(comparison.left());
        Operator operator = Operator.valueOf(comparison.operator().name());
        Syntax right = comparison.right();
        boolean isOrdering = operator != Operator.EQ && operator != Operator.NE;
        if ((isOrdering && isWithoutOrder(right)) || property.type() == EdmType.COMPLEX) {
            throw ApiException.of(ErrorCode.PR400_OD_0003);
        }
        return new Expression.Compare(property.name(), operator, OperandCheck.fitting(property, right));
    }

    private static boolean isWithoutOrder(Syntax operand) {
        return operand instanceof Value value
                && (value.literal() instanceof Literal.Nothing || value.literal() instanceof Literal.Truth);
    }

    private Expression function(Call call) {
        List<Syntax> arguments = call.arguments();
        return switch (call.function()) {
            case "startswith" -> startsWith(arguments.get(0), arguments.get(1));
            case "substringof" -> contains(arguments);
            default -> throw ApiException.of(ErrorCode.PR400_OD_0044);
        };
    }

    private Expression startsWith(Syntax whole, Syntax prefix) {
        Property property = property(whole);
        return new Expression.StartsWith(property.name(), OperandCheck.text(property, prefix));
    }

    private Expression contains(List<Syntax> arguments) {
        if (arguments.size() == 1) {
            throw ApiException.of(ErrorCode.PR400_OD_0003);
        }
        Property property = property(arguments.get(1));
        return new Expression.Contains(OperandCheck.text(property, arguments.get(0)), property.name());
    }

    private Property property(Syntax operand) {
        if (!(operand instanceof Name name)) {
            throw ApiException.of(ErrorCode.PR400_OD_0003);
        }
        return model.property(name.text()).orElseThrow(() -> ApiException.of(ErrorCode.PR400_OD_0045, name.text()));
    }
}
