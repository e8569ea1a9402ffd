package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.junit5.BasicOpsFault.Kind;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads {@link BasicOpsFault}. */
final class AnnotatedFaults {

    private static final Pattern ON = Pattern.compile("([A-Za-z]+)(?: +(/\\S*))?");

    private AnnotatedFaults() {}

    /** Returns the faults of a class or of a method, in the order of their annotations. */
    static List<Fault> of(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, BasicOpsFault.class).stream()
                .map(said -> read(said, "@BasicOpsFault of " + element))
                .toList();
    }

    /** Reads them, and checks them, as the control API of a running emulator takes them. */
    static List<Map<String, @Nullable Object>> asSent(AnnotatedElement element) {
        return of(element).isEmpty()
                ? List.of()
                : AnnotationSupport.findRepeatableAnnotations(element, BasicOpsFault.class).stream()
                        .map(AnnotatedFaults::asSent)
                        .toList();
    }

    private static Map<String, @Nullable Object> asSent(BasicOpsFault said) {
        Map<String, @Nullable Object> fault = Json.object("kind", kind(said.kind()));
        Matcher parts = ON.matcher(said.on());
        if (parts.matches()) {
            putGiven(fault, "method", parts.group(1));
            putGiven(fault, "route", parts.group(2));
        }
        putGiven(fault, "status", said.status() == 0 ? null : said.status());
        putGiven(fault, "retryAfter", said.retryAfter());
        putGiven(fault, said.kind() == Kind.LATENCY ? "latency" : "time", said.time());
        putGiven(fault, "nth", said.nth() == 0 ? null : said.nth());
        putGiven(fault, "times", said.times() == 0 ? null : said.times());
        fault.put("chance", BigDecimal.valueOf(said.chance()));
        return fault;
    }

    private static void putGiven(Map<String, @Nullable Object> fault, String name, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            fault.put(name, value);
        }
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case STATUS -> "status";
            case RESET -> "reset";
            case EMPTY_RESPONSE -> "emptyResponse";
            case LOST_RESPONSE -> "lostResponse";
            case HALF_BODY -> "halfBody";
            case MALFORMED_JSON -> "malformedJson";
            case LATENCY -> "latency";
            case SLOW_BODY -> "slowBody";
        };
    }

    private static Fault read(BasicOpsFault said, String where) {
        try {
            Fault fault = on(new Attribute("on", said.on(), where), effect(said, where));
            Fault counted = said.nth() == 0 ? fault : fault.nth(said.nth());
            return (said.times() == 0 ? counted : counted.times(said.times())).chance(said.chance());
        } catch (IllegalArgumentException wrong) {
            throw new ExtensionConfigurationException(where + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Fault effect(BasicOpsFault said, String where) {
        Attribute time = new Attribute("time", said.time(), where);
        Attribute retryAfter = new Attribute("retryAfter", said.retryAfter(), where);
        Attribute status = new Attribute("status", said.status() == 0 ? "" : String.valueOf(said.status()), where);
        refuseUnless(said.kind() == Kind.STATUS, retryAfter, status);
        refuseUnless(said.kind() == Kind.LATENCY || said.kind() == Kind.SLOW_BODY, time);
        return switch (said.kind()) {
            case STATUS ->
                retryAfter.isGiven() ? Fault.status(said.status(), retryAfter.duration()) : Fault.status(said.status());
            case RESET -> Fault.reset();
            case EMPTY_RESPONSE -> Fault.emptyResponse();
            case LOST_RESPONSE -> Fault.lostResponse();
            case HALF_BODY -> Fault.halfBody();
            case MALFORMED_JSON -> Fault.malformedJson();
            case LATENCY -> Fault.latency(time.duration());
            case SLOW_BODY -> Fault.slowBody(time.duration());
        };
    }

    private static void refuseUnless(boolean known, Attribute... attributes) {
        for (Attribute attribute : attributes) {
            if (attribute.isGiven() && !known) {
                throw attribute.refused("is not for this kind of fault");
            }
        }
    }

    private static Fault on(Attribute on, Fault fault) {
        if (!on.isGiven()) {
            return fault;
        }
        Matcher parts = ON.matcher(on.written());
        if (!parts.matches()) {
            throw on.refused("is to be a method or a method and a route, such as \"POST /v1/task\"");
        }
        String route = parts.group(2);
        return route == null ? fault.on(parts.group(1)) : fault.on(parts.group(1), route);
    }
}
