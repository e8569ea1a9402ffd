package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.basicops.BasicOpsOptions.OAuthClient;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.testing.Wrongs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is wrong with a request: it is refused in the vendor's shape, and nothing has happened. */
class WrongRequestsTest {

    private static final String ADDRESS = "http://127.0.0.1/back?x=1";
    private static final List<String> NASTY = List.of(
            "",
            "x",
            "code",
            "S256",
            "plain",
            ADDRESS,
            "http://127.0.0.1/other",
            "javascript:alert(1)",
            "//127.0.0.1/",
            "http:",
            "http://a b/",
            "http://a/\r\nSet-Cookie: x=1",
            "http://a/\u0085\u2028",
            "http://a/#x",
            "\"><zap>",
            "'><zap>&\u0000",
            "http://a/?\"><zap>'",
            "\ud83d\ude00",
            "38",
            "refresh_token",
            "authorization_code",
            "a".repeat(3000));
    private static final List<String> NAMES = List.of(
            "client_id",
            "redirect_uri",
            "response_type",
            "state",
            "code_challenge",
            "code_challenge_method",
            "person",
            "allow",
            "grant_type",
            "code",
            "client_secret",
            "refresh_token",
            "code_verifier");

    private static final Api ANYONE = new Api();
    private static final Api REGISTERED = new Api(new BasicOpsOptions(
            "https://app.basicops.com",
            Map.of(),
            List.of(new OAuthClient("x", "s", ADDRESS)),
            false,
            false,
            false,
            List.of(),
            false,
            true,
            1000,
            SignatureFormat.USUAL));

    private Api api = new Api();
    private final Map<String, String> ids = new HashMap<>(Map.of("user", "38"));

    /** One record of each kind, so that every path with the right id leads somewhere. */
    private void furnish() {
        api = new Api();
        api.create("/v1/project", "{'title': 'P'}");
        api.create("/v1/section", "{'name': 'S', 'project': 1}");
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        api.create("/v1/task", "{'title': 'U'}");
        api.create("/v1/timetracking", "{'task': 1}");
        api.create("/v1/note", "{'name': 'N'}");
        api.create("/v1/chat", "{'user': 25}");
        api.create("/v1/groupchat", "{}");
        api.create("/v1/channel", "{'name': 'C'}");
        api.post("/v1/task/1/dependency", "{'dependsOnTask': 2}");
        api.post("/v1/task/1/message", "{'message': 'M'}");
        api.post("/v1/message/dm1/reply", "{'message': 'R'}");
        String webhook = "{'name': 'W', 'url': 'http://127.0.0.1/hook', 'events': 'basicops:task:created'}";
        ids.put("webhook", api.post("/v1/webhook", webhook).data().get("EId").toString());
        ids.put(
                "file",
                api.post("/v1/task/1/attachments", "content").data().get("id").toString());
        ids.putAll(Map.of("message", "dm1", "reply", "dr1", "dependency", "dep-1"));
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void a_wrong_request_is_refused_and_nothing_has_happened(@ForAll("routes") Route route) {
        furnish();
        Wrongs.check(api.bench(), route, new BasicOpsContract(ids));
    }

    @Provide
    Arbitrary<Route> routes() {
        return Arbitraries.of(EveryRouteTest.routes().toList());
    }

    @Property(seed = "11", tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void nobody_is_sent_where_nobody_asked_to_go_and_no_page_shows_markup_that_was_sent(
            @ForAll("pairs") List<List<String>> pairs, @ForAll boolean registered, @ForAll boolean browser) {
        Api at = registered ? REGISTERED : ANYONE;
        StringBuilder query = new StringBuilder();
        pairs.forEach(pair -> query.append(pair.get(0))
                .append('=')
                .append(Percent.encode(pair.get(1)))
                .append('&'));
        String asked = pairs.stream()
                .filter(pair -> pair.get(0).equals("redirect_uri"))
                .map(pair -> pair.get(1))
                .findFirst()
                .orElse(null);
        Headers form = Headers.of("Content-Type", "application/x-www-form-urlencoded");
        Headers accepting = browser ? Headers.of("Accept", "text/html") : Headers.of("Authorization", "Basic " + asked);

        List<Api.Answer> answers = List.of(
                at.send("GET", "/oauth/auth?" + query, accepting, new byte[0]),
                at.send("POST", "/oauth/auth", form, query.toString().getBytes(UTF_8)),
                at.send("POST", "/oauth/token", form, query.toString().getBytes(UTF_8)),
                at.send(
                        "POST",
                        "/oauth/token",
                        accepting,
                        Wrongs.mutated(query.toString().getBytes(UTF_8), new Random(1))));
        for (Api.Answer answer : answers) {
            assertThat(answer.status()).as(answer.text()).isLessThan(500);
            assertThat(answer.reply().headers().all())
                    .allSatisfy(header -> assertThat(header.getValue()).matches("[^\\x00-\\x1f\\x7f-\\x9f\\u2028]*"));
            if (answer.status() == 302) {
                assertThat(answer.header("Location")).startsWith(asked);
                assertThat(!registered || ADDRESS.equals(asked)).as(asked).isTrue();
            } else {
                assertThat(answer.header("Location")).isEmpty();
            }
            if (answer.header("Content-Type").startsWith("text/html")) {
                assertThat(answer.text()).doesNotContain("<zap", "\">\"", "\"\"><");
            }
        }
    }

    @Provide
    Arbitrary<List<List<String>>> pairs() {
        Arbitrary<List<String>> any = Combinators.combine(Arbitraries.of(NAMES), Arbitraries.of(NASTY))
                .as(List::of);
        Arbitrary<List<String>> right = Arbitraries.of(
                List.of("client_id", "x"),
                List.of("redirect_uri", ADDRESS),
                List.of("response_type", "code"),
                List.of("person", "38"),
                List.of("grant_type", "authorization_code"));
        return Arbitraries.oneOf(any, right).list().ofMinSize(2).ofMaxSize(12);
    }
}
