package io.cellport.odata.language;

import io.cellport.odata.language.Syntax.Foreign;
import io.cellport.odata.language.Syntax.Value;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Reads numbers, and texts with a word before them. Stateless. */
final class Literals {

    /** {@code 2026-11-24T10:30[:15[.123456789]]}, and an offset, {@code Z} or {@code +09:00}, that may be missing. */
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter();

    private Literals() {}

    /** A number as the grammar has it; empty for an integer that does not fit into 64 bits, and for {@code 1.5L}. */
    static Optional<Syntax> number(String text) {
        char last = text.charAt(text.length() - 1);
        if (last == 'f' || last == 'm' || last == 'M') {
            return Optional.of(new Foreign(text));
        }
        boolean isLong = last == 'L';
        if (text.indexOf('.') >= 0 || text.indexOf('E') >= 0) {
            return isLong ? Optional.empty() : Optional.of(new Value(new Literal.Decimal(Double.parseDouble(text))));
        }
        try {
            return Optional.of(
                    new Value(new Literal.Whole(Long.parseLong(text, 0, text.length() - (isLong ? 1 : 0), 10))));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** A text with a word before it; empty if it is not what the word says, or there is no such word. */
    static Optional<Syntax> prefixed(String word, String text) {
        return switch (word) {
            case "datetime" -> moment(DateTimeFormatter.ISO_LOCAL_DATE_TIME, text);
            case "datetimeoffset" -> moment(WITH_OFFSET, text);
            case "time", "guid", "decimal", "X", "binary" -> Optional.of(new Foreign(word + "'" + text + "'"));
            default -> Optional.empty();
        };
    }

    private static Optional<Syntax> moment(DateTimeFormatter format, String text) {
        try {
            TemporalAccessor moment = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime time = moment instanceof OffsetDateTime withOffset
                    ? withOffset
                    : ((LocalDateTime) moment).atOffset(ZoneOffset.UTC);
            return Optional.of(new Value(new Literal.Moment(time.toInstant().toEpochMilli())));
        } catch (DateTimeException | ArithmeticException malformed) {
            return Optional.empty();
        }
    }
}
