package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Dialect.Selection;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Query;
import io.github.basicopsemulator.engine.Quirk;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.Iso8601;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Criterion.Span;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parses the query of a list.
 *
 *
 * <p>Assumed: the reference lists the fields that can be filtered, but its page on filters is lost. Taken from clients
 * of BasicOps' MCP server: {@code field=v} and {@code filter_field=v}, commas or repetition for "one of", {@code .from}
 * and {@code .to} for dates; {@code null} for a missing value. Unknown parameters are ignored.
 */
final class Filters {

    private static final String ARCHIVED = "archived";

    private final Call call;
    private final Query query;
    private final List<Criterion> criteria = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();

    private Filters(Call call) {
        this.call = call;
        this.query = call.query();
    }

    static Selection selection(Resource resource, Call call) {
        Filters filters = new Filters(call);
        for (Field field : resource.fields().all()) {
            if (field.is(Trait.FILTERED) && field.type() instanceof Type.Moment) {
                filters.moment(field.name());
            } else if (field.is(Trait.FILTERED)) {
                filters.equal(field.name(), field.type());
            }
        }
        if (resource.fields().layout().has(ARCHIVED)) {
            filters.archived();
        }
        return filters.page();
    }

    /** The names of the parameters, without their other spellings. */
    static List<String> parameters(Resource resource) {
        List<String> names = new ArrayList<>();
        for (Field field : resource.fields().all()) {
            if (field.is(Trait.FILTERED)) {
                names.add(field.name());
                if (field.type() instanceof Type.Moment) {
                    names.add(field.name() + ".from");
                    names.add(field.name() + ".to");
                }
            }
        }
        if (resource.fields().layout().has(ARCHIVED)) {
            names.add(ARCHIVED);
        }
        names.addAll(List.of("limit", "offset", "nextPage"));
        return names;
    }

    private void equal(String name, Type type) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Sent sent : sent(name, "")) {
            boolean shown = name.equals("isTemplate") && sent.name().equals("istemplate");
            assume(shown ? null : Quirks.FILTERS);
            try {
                values.add(sent.value().equals("null") ? null : type.parse(sent.value()));
            } catch (Type.Refused refused) {
                refuse(sent, refused.getMessage());
            }
        }
        if (!values.isEmpty()) {
            criteria.add(Criterion.among(name, values));
        }
    }

    /** A date without a time stands for the whole day. */
    private void moment(String name) {
        List<Criterion> any = new ArrayList<>();
        for (Sent sent : sent(name, "")) {
            if (sent.value().equals("null")) {
                assume(Quirks.FILTERS);
                any.add(Criterion.equal(name, null));
            } else {
                Instant moment = read(sent);
                any.add(Criterion.within(name, List.of(new Span(moment, end(sent, moment)))));
            }
        }
        if (!any.isEmpty()) {
            criteria.add(Criterion.either(any));
        }
        for (Sent sent : sent(name, ".from")) {
            criteria.add(Criterion.within(name, List.of(new Span(read(sent), null))));
        }
        for (Sent sent : sent(name, ".to")) {
            criteria.add(Criterion.within(name, List.of(new Span(null, end(sent, read(sent))))));
        }
    }

    /** The reference: only active ones are returned, and with {@code archived=true} the archived ones instead. */
    private void archived() {
        boolean wanted = false;
        for (Sent sent : sent(ARCHIVED, "")) {
            try {
                wanted = Boolean.TRUE.equals(new Type.Flag().parse(sent.value()));
            } catch (Type.Refused refused) {
                refuse(sent, refused.getMessage());
            }
        }
        criteria.add(Criterion.equal(ARCHIVED, wanted));
    }

    /** The page; without a limit, all entities. */
    private Selection page() {
        long limit = number("limit", 1, Long.MAX_VALUE);
        long offset = number("offset", 1, 0);
        long next = number("nextPage", 1, offset);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new Selection(criteria, next, limit);
    }

    private long number(String name, long least, long otherwise) {
        for (Sent sent : sent(name, "")) {
            assume(Quirks.PAGES);
            try {
                long number = Long.parseLong(sent.value());
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException no) {
                // Refused below, as any number that is too small.
            }
            refuse(sent, "must be a whole number from " + least + ", but was \"" + sent.value() + "\"");
        }
        return otherwise;
    }

    private @Nullable Instant read(Sent sent) {
        assume(Quirks.FILTERS);
        Instant moment = Iso8601.parse(sent.value());
        if (moment == null) {
            refuse(
                    sent,
                    "must be a date such as 2018-08-01T07:00:00.000Z or 2018-08-01, but was \"" + sent.value() + "\"");
        }
        return moment;
    }

    private static @Nullable Instant end(Sent sent, @Nullable Instant moment) {
        return moment != null && Iso8601.isDay(sent.value())
                ? moment.plus(1, ChronoUnit.DAYS).minusMillis(1)
                : moment;
    }

    private void assume(@Nullable Quirk quirk) {
        if (quirk != null) {
            call.assume(quirk);
        }
    }

    private void refuse(Sent sent, @Nullable String message) {
        errors.add(new FieldError("?" + sent.name(), FieldError.Reason.VALUE, String.valueOf(message)));
    }

    /** One value of the query, and the name it was sent under. */
    private record Sent(String name, String value) {}

    /** The values of a field under all its names; the reference itself writes isTemplate in small letters here. */
    private List<Sent> sent(String field, String suffix) {
        List<Sent> found = new ArrayList<>();
        String plain = (field + suffix).toLowerCase(Locale.ROOT);
        for (String name : query.names()) {
            String small = name.toLowerCase(Locale.ROOT);
            if (small.equals(plain) || small.equals("filter_" + plain)) {
                for (String values : query.all(name)) {
                    for (String value : values.split(",", -1)) {
                        found.add(new Sent(name, value.strip()));
                    }
                }
            }
        }
        return found;
    }
}
