package io.github.basicopsemulator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.store.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes wrong requests to a route, from the field table of its resource. */
public final class Wrongs {

    private static final List<String> TEXTS = List.of(
            "'x'", "''", "'  '", "'yesterday'", "'2024-02-30'", "'10000-01-01'", "'2024-01-01T25:00'", "'\\u0000'");
    private static final List<String> OTHERS = List.of(
            "true",
            "0",
            "-1",
            "5",
            "1.5",
            "9223372036854775807",
            "9223372036854775808",
            "1e400",
            "1e-400",
            "1e2147483647",
            "{}",
            "{'id': 1}",
            "[]",
            "[[]]",
            "[{}]",
            "[null]",
            "['x']",
            "[0]",
            "[99999999999999999999]",
            "[38, 'x']",
            "null");
    private static final List<String> MEDIA = List.of(
            "",
            "text/plain",
            "json",
            "application/",
            "multipart/form-data",
            ";charset=x",
            "application/xml",
            "\u00e4/*");
    private static final List<String> DISPOSITIONS = List.of(
            "attachment; filename=\"..\"",
            "attachment; filename=\"../../etc/passwd\"",
            "attachment; filename=\"a\\\"b\\\\\"",
            "attachment; filename=\"unclosed",
            "attachment; filename*=UTF-8''a%0D%0ASet-Cookie:%20x",
            "attachment; filename*=UTF-8''%F0%9F%98%80%00.png",
            "attachment; filename*=UTF-8''%ZZ",
            "attachment; filename*=UTF-8''",
            "attachment; filename=" + "\u00e4".repeat(300),
            "filename=x",
            ";;;=;\"",
            "attachment; filename=\"" + "\\".repeat(5001));
    private static final List<String> TOKENS =
            List.of("", "Bearer", "Bearer ", "Basic eDp5", "bearer \u0000", "Bearer a b", "BEARER \ud83d\ude00", ":::");
    private static final List<String> IDS = List.of(
            "x",
            "-1",
            "0",
            "99",
            "%2B1",
            "01",
            "%D9%A1",
            "1%00",
            "%F0%9F%98%80",
            "1%2F2",
            "..%2F1",
            "%",
            "%zz",
            "%C0%AF",
            "9223372036854775808",
            "dm",
            "dm-",
            "dm99999999999999999999",
            "dep-x",
            "1;a=b",
            "a".repeat(5000));
    private static final List<String> QUERY_VALUES = List.of(
            "",
            "x",
            ",",
            "null,null",
            "-1",
            "0",
            "99999999999999999999",
            "9223372036854775807",
            "2024-02-30",
            "10000-01-01",
            "9999-12-31",
            "0001-01-01T00:00%2B18:00",
            "yesterday",
            "%00",
            "%F0%9F%98%80",
            "%zz",
            "%C3",
            "true,x",
            "1,,2");

    private final Resource resource;
    private final Route route;
    private final SurfaceContract manners;
    private final List<Request> made = new ArrayList<>();

    private Wrongs(Resource resource, Route route, SurfaceContract manners) {
        this.resource = resource;
        this.route = route;
        this.manners = manners;
    }

    /**
     * Sends wrong requests to a route: each is refused in the vendor's shape and has changed nothing, or was not as wrong as
     * it seemed.
     */
    public static void check(TestEngine bench, Route route, SurfaceContract manners) {
        State before = bench.state();
        List<Request> wrongs = new Wrongs(bench.resource(route), route, manners)
                .all(new Random(route.toString().hashCode()));

        assertThat(wrongs).hasSizeGreaterThan(20);
        for (Request wrong : wrongs) {
            Response reply = bench.send(wrong.method(), wrong.path(), wrong.headers(), wrong.body());
            String seen = wrong + " was answered " + reply.status() + " " + new String(reply.body(), UTF_8);
            assertThat(reply.status()).as(seen).isLessThan(500);
            assertThat(wrong.surely() && reply.status() < 400).as(seen).isFalse();
            assertThat(reply.headers().all())
                    .as(seen)
                    .allSatisfy(header -> assertThat(header.getValue()).matches("[^\\x00-\\x1f\\x7f\\ud800-\\udfff]*"));
            if (reply.status() >= 400) {
                manners.assertRefused(reply, seen);
                assertThat(reply.headers().first("Content-Type")).contains("application/json; charset=utf-8");
            }
            if (reply.status() >= 400 || List.of("GET", "HEAD").contains(wrong.method())) {
                assertThat(bench.state()).as(seen).isSameAs(before);
            }
            bench.put(before);
        }
    }

    /** A request that is wrong somewhere; {@code surely} tells that it must be refused. */
    private record Request(String method, String path, Headers headers, byte[] body, boolean surely) {

        @Override
        public String toString() {
            String text = new String(body, UTF_8);
            String head = text.substring(0, Math.min(text.length(), 200));
            return method + " " + path + " " + headers.all() + " " + head;
        }
    }

    private List<Request> all(Random random) {
        bodies();
        paths();
        headers(random);
        queries(random);
        for (int i = 0; i < 40; i++) {
            byte[] body = text(valid());
            for (int times = random.nextInt(3); times >= 0; times--) {
                body = mutated(body, random);
            }
            add(path(""), json(), body, false);
        }
        return made;
    }

    /** A body that would be taken, as far as the field table knows. */
    private String valid() {
        StringBuilder json = new StringBuilder("{").append(manners.passedOver());
        for (Field field : writable()) {
            if (field.is(Trait.REQUIRED)) {
                json.append(", '").append(field.name()).append("': ").append(manners.right(field));
            }
        }
        return manners.body(route, json.append('}').toString());
    }

    private String path(String wrong) {
        return manners.path(route, wrong);
    }

    private void bodies() {
        for (Field field : writable()) {
            for (String wrong : wrong(field)) {
                body("{'" + field.name() + "': " + wrong + "}", !manners.takes(route, field, wrong));
            }
            if (field.type() instanceof Type.Nested nested) {
                for (Field inner : nested.fields()) {
                    wrong(inner).stream()
                            .filter(wrong -> !wrong.equals("null"))
                            .forEach(wrong ->
                                    body("{'" + field.name() + "': {'" + inner.name() + "': " + wrong + "}}", true));
                }
            }
            if (field.type() instanceof Type.Objects objects) {
                for (Field nested : objects.fields()) {
                    wrong(nested).forEach(wrong -> {
                        boolean optional = wrong.equals("null") && !nested.is(Trait.REQUIRED);
                        body("{'" + field.name() + "': [{'" + nested.name() + "': " + wrong + "}]}", !optional);
                    });
                }
            }
        }
        for (String whole : List.of("[]", "null", "5", "'x'", "true", "[{}]", "", "{'items': {}}", "{'items': [1]}")) {
            add(path(""), json(), text(whole), false);
        }
        manners.others(route).forEach(other -> add(path(""), json(), text(other.json()), other.surely()));
    }

    private void body(String object, boolean surely) {
        add(path(""), json(), text(manners.body(route, object)), surely);
    }

    private void paths() {
        if (!route.path().contains("{")) {
            return;
        }
        for (String id : IDS) {
            // A task's message is looked for in the task: its id is what is wrong.
            add(path(id), json(), text(isObject() ? manners.body(route, "{}") : ""), true);
            add(path(id), json(), text(valid()), true);
        }
    }

    private void headers(Random random) {
        for (String type : MEDIA) {
            Headers headers = SurfaceContract.headers(type);
            add(path(""), headers, text(valid()), isObject() && !manners.reads(type));
        }
        for (String disposition : DISPOSITIONS) {
            Headers headers = SurfaceContract.headers(MEDIA.get(random.nextInt(MEDIA.size())))
                    .add("Content-Disposition", disposition);
            add(path(""), headers, text("x"), isObject());
        }
        for (String token : TOKENS) {
            add(
                    path(""),
                    Headers.of("User-Agent", "test", "Authorization", token, "Content-Type", "application/json"),
                    text("{}"),
                    false);
        }
        for (String method : List.of("HEAD", "OPTIONS", "TRACE", "get", "PROPFIND", "")) {
            made.add(new Request(method, path(""), json(), text("{}"), false));
        }
    }

    private void queries(Random random) {
        List<String> names = new ArrayList<>(manners.queries(resource));
        names.addAll(List.of("%zz", "\u00e4", ""));
        for (String name : names) {
            boolean read = route.method().equals("GET") && !route.path().endsWith("}");
            int one = random.nextInt(QUERY_VALUES.size());
            for (String value : read ? QUERY_VALUES : QUERY_VALUES.subList(one, one + 1)) {
                String body = isObject() ? "{" : "";
                add(path("") + "?" + name + "=" + value, json(), text(body), false);
            }
        }
        add(path("") + "?&&=&=x&limit", json(), text(isObject() ? "{" : ""), false);
    }

    private void add(String path, Headers headers, byte[] body, boolean surely) {
        made.add(new Request(route.method(), path, headers, body, surely));
    }

    private List<Field> writable() {
        boolean creating = !route.method().equals("PATCH");
        return resource.fields().all().stream()
                .filter(field -> isObject() && field.isWritten(creating))
                .toList();
    }

    /** JSON that is never taken for the field. */
    private static List<String> wrong(Field field) {
        Map<Class<? extends Type>, List<String>> fitting = new LinkedHashMap<>();
        List<String> numbers = List.of("0", "-1", "5", "9223372036854775807");
        fitting.put(Type.Text.class, TEXTS.subList(0, 7));
        fitting.put(Type.Flag.class, List.of("true"));
        fitting.put(Type.Whole.class, numbers);
        fitting.put(Type.References.class, List.of("[]"));
        fitting.put(Type.Objects.class, List.of("[]", "[{}]", "[{'id': 1}]"));
        fitting.put(Type.KeyReferences.class, List.of("[]"));
        fitting.put(Type.Texts.class, List.of("[]", "['x']"));
        fitting.put(Type.Nested.class, List.of("{}", "{'id': 1}"));
        fitting.put(Type.AnyObject.class, List.of("{}", "{'id': 1}"));
        fitting.put(Type.Custom.class, OTHERS);
        fitting.put(Type.Decimal.class, List.of("0", "-1", "5", "1.5", "9223372036854775807", "9223372036854775808"));
        List<String> wrong = new ArrayList<>(TEXTS);
        wrong.addAll(OTHERS);
        wrong.removeAll(fitting.getOrDefault(field.type().getClass(), List.of()));
        if (field.is(Trait.REQUIRED)) {
            wrong.addAll(List.of("null", "''", "'\\t '"));
        } else {
            wrong.remove("null");
        }
        if (field.type() instanceof Type.Reference || field.type() instanceof Type.Whole) {
            wrong.remove("1e2147483647"); // Refused as JSON, too.
        }
        return wrong;
    }

    /** Bytes that differ a little: cut off, turned over, doubled, nested, or with something bad put in. */
    public static byte[] mutated(byte[] body, Random random) {
        List<byte[]> bad = List.of(
                new byte[] {0},
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                text("\\ud83d"),
                text("'"),
                text("{"),
                text("]"),
                text("\\"),
                text("1e99999"),
                text("9".repeat(2000)),
                text("-"),
                text("\ufeff"),
                text("/**/"),
                text("NaN"),
                text("['".repeat(600)),
                text("{'a':".repeat(600)));
        int at = body.length == 0 ? 0 : random.nextInt(body.length);
        int to = at + (body.length == 0 ? 0 : random.nextInt(body.length - at));
        byte[] head = Arrays.copyOf(body, at);
        byte[] tail = Arrays.copyOfRange(body, at, body.length);
        switch (random.nextInt(6)) {
            case 0:
                return head;
            case 1:
                byte[] flipped = body.clone();
                if (flipped.length > 0) {
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                }
                return flipped;
            case 2:
                return joined(head, Arrays.copyOfRange(body, at, to), tail);
            case 3:
                return joined(head, Arrays.copyOfRange(body, to, body.length));
            default:
                return joined(head, bad.get(random.nextInt(bad.size())), tail);
        }
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private boolean isObject() {
        return route.takes() == Route.Takes.OBJECT;
    }

    private static Headers json() {
        return SurfaceContract.headers("application/json");
    }

    private static byte[] text(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
