package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Makes wrong requests to a route, from the field table of its resource. */
final class Wrongs {

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
    private final UnaryOperator<String> path;
    private final List<Request> made = new ArrayList<>();

    /** Makes requests to a route; {@code path} puts something in place of the id, or the right one for "". */
    Wrongs(Resource resource, Route route, UnaryOperator<String> path) {
        this.resource = resource;
        this.route = route;
        this.path = path;
    }

    /** A request that is wrong somewhere; {@code surely} tells that it must be refused. */
    record Request(String method, String path, Headers headers, byte[] body, boolean surely) {

        @Override
        public String toString() {
            String text = new String(body, UTF_8);
            String head = text.substring(0, Math.min(text.length(), 200));
            return method + " " + path + " " + headers.all() + " " + head;
        }
    }

    List<Request> all(Random random) {
        bodies();
        paths();
        headers(random);
        queries(random);
        for (int i = 0; i < 40; i++) {
            byte[] body = valid().getBytes(UTF_8);
            for (int times = random.nextInt(3); times >= 0; times--) {
                body = mutated(body, random);
            }
            add(path.apply(""), json(), body, false);
        }
        return made;
    }

    /** A body that would be taken, as far as the field table knows. */
    private String valid() {
        StringBuilder json = new StringBuilder("{\"other\":[{\"deep\":[1,-2.5e3,true,null]}],\"id\":1");
        for (Field field : writable()) {
            if (field.is(Trait.REQUIRED)) {
                json.append(",\"").append(field.name()).append("\":").append(right(field));
            }
        }
        String object = json.append('}').toString();
        return isBulk() ? "{\"items\":[" + object + "," + object + "]}" : object;
    }

    private static String right(Field field) {
        if (field.type() instanceof Type.Reference reference) {
            return reference.kind() == Users.KIND ? "38" : "2";
        }
        String text = field.name().equals("url") ? "http://127.0.0.1/" : "basicops:task:created";
        return "\"" + text + "\"";
    }

    private void bodies() {
        for (Field field : writable()) {
            for (String wrong : wrong(field)) {
                boolean passedOver =
                        field.name().equals("reviewers") && route.path().endsWith("/submit");
                body("{'" + field.name() + "': " + wrong + "}", !passedOver);
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
            add(path.apply(""), json(), text(whole), false);
        }
        for (String type : List.of("null", "1", "'1'", "{}", "7", "[1]", "1.0")) {
            add(path.apply(""), json(), text("{'cloudType': " + type + ", 'cloudId': 'x'}"), false);
            add(path.apply(""), json(), text("{'cloudType': 1, 'cloudId': " + type + ", 'fileName': 1}"), false);
            add(path.apply(""), json(), text("{'cloudType': 1, 'cloudId': 'x', 'task': " + type + "}"), false);
        }
        if (route.path().endsWith("/uploadurl")) {
            for (String url : List.of(
                    "",
                    "x",
                    "file:///etc/passwd",
                    "http:",
                    "http://",
                    "http:///x",
                    "http://127.0.0.1:99999/x",
                    "http://127.0.0.1:0/x",
                    "http://127.0.0.1:1/x",
                    "http://x@127.0.0.1:1/",
                    "http://[::1]:1/",
                    "http://[::1/",
                    "http://127.0.0.1:-5/",
                    "http://169.254.169.254/",
                    "HTTP://127.0.0.1:1/%zz",
                    "http://127.0.0.1:1/\\u0000",
                    "ftp://127.0.0.1/",
                    "http://127.0.0.1:1/#x y",
                    "//127.0.0.1/")) {
                add(path.apply(""), json(), text("{'url': '" + url + "'}"), true);
            }
        }
    }

    private void body(String object, boolean surely) {
        String json = isBulk() ? "{'items': [" + object + "]}" : object;
        add(path.apply(""), json(), text(json), surely);
    }

    private void paths() {
        if (!route.path().contains("{")) {
            return;
        }
        for (String id : IDS) {
            // A task's message is looked for in the task: its id is what is wrong.
            add(path.apply(id), json(), text(isObject() ? "{}" : ""), true);
            add(path.apply(id), json(), text(valid()), true);
        }
    }

    private void headers(Random random) {
        for (String type : MEDIA) {
            Headers headers = Headers.of("Authorization", "Bearer x", "Content-Type", type);
            add(path.apply(""), headers, text(valid()), isObject());
        }
        for (String disposition : DISPOSITIONS) {
            Headers headers = Headers.of(
                    "Authorization",
                    "Bearer x",
                    "Content-Disposition",
                    disposition,
                    "Content-Type",
                    MEDIA.get(random.nextInt(MEDIA.size())));
            add(path.apply(""), headers, text("x"), isObject());
        }
        for (String token : TOKENS) {
            add(
                    path.apply(""),
                    Headers.of("Authorization", token, "Content-Type", "application/json"),
                    text("{}"),
                    false);
        }
        for (String method : List.of("HEAD", "OPTIONS", "TRACE", "get", "PROPFIND", "")) {
            made.add(new Request(method, path.apply(""), json(), text("{}"), false));
        }
    }

    private void queries(Random random) {
        List<String> names = new ArrayList<>(Filters.parameters(resource));
        names.addAll(
                List.of("filter_created", "name", "email", "maxSize", "expires", "signature", "%zz", "\u00e4", ""));
        for (String name : names) {
            boolean read = route.method().equals("GET") && !route.path().endsWith("}");
            int one = random.nextInt(QUERY_VALUES.size());
            for (String value : read ? QUERY_VALUES : QUERY_VALUES.subList(one, one + 1)) {
                String body = isObject() ? "{" : "";
                add(path.apply("") + "?" + name + "=" + value, json(), text(body), false);
            }
        }
        add(path.apply("") + "?&&=&=x&limit", json(), text(isObject() ? "{" : ""), false);
    }

    private void add(String path, Headers headers, byte[] body, boolean surely) {
        made.add(new Request(route.method(), path, headers, body, surely));
    }

    private List<Field> writable() {
        boolean other = resource.kind() == Files.KIND || !isObject();
        return resource.fields().all().stream()
                .filter(field -> !other
                        && !field.is(Trait.READ_ONLY)
                        && !(field.is(Trait.INPUT) && route.method().equals("PATCH"))
                        && !(field.type() instanceof Type.Bytes))
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
        fitting.put(Type.Keys.class, List.of("[]"));
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
    static byte[] mutated(byte[] body, Random random) {
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

    private boolean isBulk() {
        return route.path().endsWith("/bulk");
    }

    private boolean isObject() {
        return route.takes() == Route.Takes.OBJECT;
    }

    private static Headers json() {
        return Headers.of("Authorization", "Bearer x", "Content-Type", "application/json");
    }

    private static byte[] text(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
