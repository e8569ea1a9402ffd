package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.basicops.BasicOpsOptions.OAuthClient;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Query;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OAuth: from asking for a code to using a token, and everything that must not lead to one. */
class OAuthTest {

    private static final String BACK = "https://client.example/back";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private final Api api = new Api();

    @Test
    void the_flow_runs_with_a_secret() {
        String code = code(api, "client_id", "app", "state", "a b&c=d+é");
        Api.Answer answer = exchange(api, code, "client_id", "app", "client_secret", "s");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body())
                .containsOnlyKeys("access_token", "token_type", "expires_in", "refresh_token")
                .containsEntry("token_type", "bearer")
                .containsEntry("expires_in", 3600L);
        assertThat(me(api, answer)).isEqualTo(38L);
    }

    @Test
    void the_flow_runs_with_pkce_and_no_secret() {
        String code =
                code(api, "client_id", "app", "code_challenge", challenge(VERIFIER), "code_challenge_method", "S256");
        Api.Answer answer = exchange(api, code, "client_id", "app", "code_verifier", VERIFIER);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(me(api, answer)).isEqualTo(38L);
    }

    @Test
    void the_example_of_rfc_7636_holds() {
        assertThat(challenge(VERIFIER)).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void the_code_comes_back_to_the_redirect_uri_with_the_state() {
        Api.Answer answer = ask(
                api, "client_id", "app", "response_type", "code", "redirect_uri", BACK + "?x=1", "state", "a b&c=d+é");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Location"))
                .matches("https://client\\.example/back\\?x=1&code=[0-9a-f]{32}&state=a%20b%26c%3Dd%2B%C3%A9");
    }

    @Test
    void without_a_state_none_comes_back() {
        assertThat(ask(api, "client_id", "app", "response_type", "code", "redirect_uri", BACK)
                        .header("Location"))
                .matches("https://client\\.example/back\\?code=[0-9a-f]{32}");
    }

    @Test
    void an_app_on_a_phone_may_have_a_scheme_of_its_own() {
        assertThat(ask(api, "client_id", "app", "response_type", "code", "redirect_uri", "com.example.app:/back")
                        .header("Location"))
                .startsWith("com.example.app:/back?code=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                "short"
            })
    void a_wrong_verifier_gives_no_token_and_the_code_stays_good(String verifier) {
        String code =
                code(api, "client_id", "app", "code_challenge", challenge(VERIFIER), "code_challenge_method", "S256");

        refused(
                exchange(api, code, "client_id", "app", "client_secret", "s", "code_verifier", verifier),
                400,
                "invalid_grant");
        refused(exchange(api, code, "client_id", "app"), 400, "invalid_grant");
        assertThat(exchange(api, code, "client_id", "app", "code_verifier", VERIFIER)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {42, 129})
    void a_verifier_has_43_to_128_characters(int length) {
        String verifier = "a".repeat(length);
        String code =
                code(api, "client_id", "app", "code_challenge", challenge(verifier), "code_challenge_method", "S256");

        refused(exchange(api, code, "client_id", "app", "code_verifier", verifier), 400, "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "code_challenge="})
    void without_pkce_and_without_a_secret_there_is_no_token(String more) {
        Api.Answer asked = api.send(
                "GET",
                "/oauth/auth?client_id=app&response_type=code&redirect_uri=" + Percent.encode(BACK)
                        + (more.isEmpty() ? "" : "&code_challenge_method=S256&" + more),
                new Headers(),
                new byte[0]);
        Api.Answer answer = exchange(api, sentBack(asked).first("code").orElseThrow(), "client_id", "app");

        refused(answer, 401, "invalid_client");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic");
    }

    @Test
    void a_code_is_good_once() {
        String code = code(api, "client_id", "app");
        assertThat(exchange(api, code, "client_id", "app", "client_secret", "s").status())
                .isEqualTo(200);

        assertThat(refused(exchange(api, code, "client_id", "app", "client_secret", "s"), 400, "invalid_grant"))
                .contains("used before");
    }

    @Test
    void a_code_is_good_for_ten_minutes() {
        String just = code(api, "client_id", "app");
        String late = code(api, "client_id", "app");
        api.passMinutes(10);
        api.passMillis(-1);
        assertThat(exchange(api, just, "client_id", "app", "client_secret", "s").status())
                .isEqualTo(200);

        api.passMillis(1);
        assertThat(refused(exchange(api, late, "client_id", "app", "client_secret", "s"), 400, "invalid_grant"))
                .contains("expired at 2024-01-01T12:10:00Z");
    }

    @Test
    void a_code_is_good_for_its_client_and_its_redirect_uri_alone() {
        String code = code(api, "client_id", "app");

        refused(exchange(api, code, "client_id", "other", "client_secret", "s"), 400, "invalid_grant");
        refused(exchange(api, "0".repeat(32), "client_id", "app", "client_secret", "s"), 400, "invalid_grant");
        refused(
                token(
                        api,
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        BACK + "/",
                        "client_id",
                        "app",
                        "client_secret",
                        "s"),
                400,
                "invalid_grant");
        refused(
                token(api, "grant_type", "authorization_code", "code", code, "client_id", "app", "client_secret", "s"),
                400,
                "invalid_grant");
        assertThat(exchange(api, code, "client_id", "app", "client_secret", "s").status())
                .isEqualTo(200);
    }

    @Test
    void a_token_is_good_for_an_hour() {
        Api.Answer answer = exchange(api, code(api, "client_id", "app"), "client_id", "app", "client_secret", "s");
        api.passMinutes(60);
        api.passMillis(-1);
        assertThat(me(api, answer)).isEqualTo(38L);

        api.passMillis(1);
        Api.Answer refused = api.sendAs((String) answer.body().get("access_token"), "GET", "/v1/user/me", "");
        assertThat(refused.refusal(401, "unauthorized"))
                .contains("The access token expired at 2024-01-01T13:00:00Z, and now it is 2024-01-01T13:00:00Z");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_refresh_token_gives_new_tokens_and_is_then_spent() {
        Map<String, Object> first = exchange(
                        api, code(api, "client_id", "app"), "client_id", "app", "client_secret", "s")
                .body();
        api.passHours(2);
        Api.Answer second = refresh(api, first, "client_id", "app", "client_secret", "s");

        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.body())
                .containsOnlyKeys("access_token", "token_type", "expires_in", "refresh_token")
                .doesNotContainEntry("access_token", first.get("access_token"))
                .doesNotContainEntry("refresh_token", first.get("refresh_token"));
        assertThat(me(api, second)).isEqualTo(38L);
        refused(refresh(api, first, "client_id", "app", "client_secret", "s"), 400, "invalid_grant");
        assertThat(refresh(api, second.body(), "client_id", "app", "client_secret", "s")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_refresh_token_is_no_access_token_and_is_for_its_client_alone() {
        Api.Answer answer = exchange(api, code(api, "client_id", "app"), "client_id", "app", "client_secret", "s");

        refused(refresh(api, answer.body(), "client_id", "other", "client_secret", "s"), 400, "invalid_grant");
        refused(
                token(api, "grant_type", "refresh_token", "client_id", "app", "client_secret", "s"),
                400,
                "invalid_grant");
        refused(
                token(api, "grant_type", "refresh_token", "refresh_token", "", "client_id", "app"),
                400,
                "invalid_grant");
        assertThat(refresh(api, answer.body(), "client_id", "app").status()).isEqualTo(200);
    }

    @Test
    void issued_tokens_do_not_shut_others_out_but_declared_ones_do() {
        exchange(api, code(api, "client_id", "app"), "client_id", "app", "client_secret", "s");
        assertThat(api.get("/v1/user/me").status()).isEqualTo(200);

        Api declared = new Api(new BasicOpsOptions(BasicOpsOptions.DEFAULT.appUrl(), Map.of("tims", 25L)));
        Api.Answer issued =
                exchange(declared, code(declared, "client_id", "app"), "client_id", "app", "client_secret", "s");
        assertThat(me(declared, issued)).isEqualTo(38L);
        assertThat(declared.sendAs("tims", "GET", "/v1/user/me", "").data()).containsEntry("id", 25L);
        assertThat(declared.sendAs("other", "GET", "/v1/user/me", "").refusal(401, "unauthorized"))
                .contains("not among those declared");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "              | none was sent",
                "Bearer        | it did not begin with",
                "Basic YTpi    | it did not begin with",
                "any           | it did not begin with"
            })
    void every_request_needs_a_bearer_token(String header, String message) {
        Headers headers = header == null ? new Headers() : Headers.of("Authorization", header);
        for (String path : List.of("/v1/user/me", "/v1/nothing", "/v1/project/99")) {
            Api.Answer answer = api.send("GET", path, headers, new byte[0]);
            assertThat(answer.refusal(401, "unauthorized")).contains(message);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void the_word_bearer_may_be_written_in_any_case() {
        for (String header : List.of("bearer x", "BEARER x", "Bearer  x ")) {
            assertThat(api.send("GET", "/v1/user/me", Headers.of("Authorization", header), new byte[0])
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void once_clients_are_declared_others_are_refused() {
        Api api = declared();

        refused(ask(api, "client_id", "other", "response_type", "code", "redirect_uri", BACK), 400, "invalid_client");
        refused(ask(api, "response_type", "code", "redirect_uri", BACK), 400, "invalid_client");
        refused(exchange(api, "x", "client_id", "other", "client_secret", "s"), 401, "invalid_client");
        assertThat(exchange(api, code(api, "client_id", "app"), "client_id", "app", "client_secret", "right")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_secret_is_refused_even_with_pkce() {
        Api api = declared();
        String code =
                code(api, "client_id", "app", "code_challenge", challenge(VERIFIER), "code_challenge_method", "S256");

        Api.Answer answer =
                exchange(api, code, "client_id", "app", "client_secret", "wrong", "code_verifier", VERIFIER);
        refused(answer, 401, "invalid_client");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic");
        assertThat(exchange(api, code, "client_id", "app", "code_verifier", VERIFIER)
                        .status())
                .as("PKCE is enough")
                .isEqualTo(200);
    }

    @Test
    void a_client_with_a_secret_needs_it_to_refresh_and_a_public_one_has_none() {
        Api api = declared();
        Map<String, Object> confidential = exchange(
                        api, code(api, "client_id", "app"), "client_id", "app", "client_secret", "right")
                .body();
        refused(refresh(api, confidential, "client_id", "app"), 401, "invalid_client");
        refused(refresh(api, confidential, "client_id", "app", "client_secret", "wrong"), 401, "invalid_client");
        assertThat(refresh(api, confidential, "client_id", "app", "client_secret", "right")
                        .status())
                .isEqualTo(200);

        String code = sentBack(ask(
                        api,
                        "client_id",
                        "phone",
                        "response_type",
                        "code",
                        "redirect_uri",
                        BACK,
                        "code_challenge",
                        challenge(VERIFIER),
                        "code_challenge_method",
                        "S256"))
                .first("code")
                .orElseThrow();
        Map<String, Object> open = exchange(api, code, "client_id", "phone", "code_verifier", VERIFIER)
                .body();
        assertThat(refresh(api, open, "client_id", "phone").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"app:right, 200", "app:wrong, 401", "other:right, 401", "app, 401", "a%70p:right, 200"})
    void a_client_may_say_who_it_is_by_http_basic(String pair, int status) {
        Api api = declared();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        String form =
                form("grant_type", "authorization_code", "code", code(api, "client_id", "app"), "redirect_uri", BACK);

        assertThat(post(api, "/oauth/token", form, "Authorization", "Basic " + basic)
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.example/back/",
                "https://evil.example/",
                "https://client.example/back?x",
                "",
                "/back"
            })
    void nobody_is_sent_to_an_address_that_is_not_the_registered_one(String address) {
        Api api = declared();
        for (String type : List.of("code", "token")) {
            Api.Answer answer = ask(api, "client_id", "app", "response_type", type, "redirect_uri", address);
            assertThat(refused(answer, 400, "invalid_request")).contains("the registered one, " + BACK);
            assertThat(answer.header("Location")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/back", "//evil.example", "https://a/#b", "https://a/ b", "https://a/\r\nX: y"})
    void where_no_client_is_declared_the_address_must_still_be_one(String address) {
        Api.Answer answer = ask(api, "client_id", "app", "response_type", "code", "redirect_uri", address);

        assertThat(refused(answer, 400, "invalid_request")).contains("an absolute URL");
        assertThat(answer.header("Location")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "response_type=token, unsupported_response_type",
        "response_type=, unsupported_response_type",
        "response_type=code&code_challenge=x, invalid_request",
        "response_type=code&code_challenge=x&code_challenge_method=plain, invalid_request"
    })
    void other_errors_come_back_to_the_client_with_the_state(String query, String error) {
        Api.Answer answer = api.send(
                "GET",
                "/oauth/auth?client_id=app&state=7&redirect_uri=" + Percent.encode(BACK) + "&" + query,
                new Headers(),
                new byte[0]);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location"))
                .startsWith(BACK + "?error=" + error + "&error_description=")
                .endsWith("&state=7");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password, unsupported_grant_type",
        "x=y, unsupported_grant_type",
        "grant_type=authorization_code, invalid_grant"
    })
    void a_grant_that_is_none_is_refused(String form, String error) {
        refused(post(api, "/oauth/token", form + "&client_id=app&client_secret=s"), 400, error);
    }

    @Test
    void the_token_endpoint_takes_forms_and_nothing_else() {
        Api.Answer json = api.send(
                "POST",
                "/oauth/token",
                Headers.of("Content-Type", "application/json"),
                "{\"grant_type\":\"refresh_token\"}".getBytes(UTF_8));

        assertThat(refused(json, 400, "invalid_request")).contains("application/x-www-form-urlencoded");
        assertThat(api.send("GET", "/oauth/token", new Headers(), new byte[0]).status())
                .isEqualTo(405);
    }

    @Test
    void a_browser_gets_a_page_that_asks_with_everything_escaped() {
        String nasty = "\"><script>alert('x')</script>&";
        Api.Answer page =
                browse("client_id", nasty, "response_type", "code", "redirect_uri", BACK + "?a=\"b\"", "state", nasty);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        String escaped = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;";
        assertThat(page.text())
                .doesNotContain("<script")
                .contains("<h1>Let <em>" + escaped + "</em> in?</h1>")
                .contains("<input type=\"hidden\" name=\"state\" value=\"" + escaped + "\">")
                .contains("name=\"redirect_uri\" value=\"" + BACK + "?a=&quot;b&quot;\"")
                .contains("<form method=\"post\" action=\"" + Api.BASE + "/oauth/auth\">")
                .contains("value=\"38\"", "Alex Jackson", "value=\"25\"", "Tim Dalton");
        assertThat(page.text().split(" checked>", -1)).as("one is chosen").hasSize(2);
    }

    @Test
    void who_is_allowed_on_the_page_is_whom_the_token_is_for() {
        String code = sentBack(answer(
                        "person",
                        "25",
                        "allow",
                        "yes",
                        "state",
                        "7",
                        "code_challenge",
                        challenge(VERIFIER),
                        "code_challenge_method",
                        "S256"))
                .first("code")
                .orElseThrow();

        refused(exchange(api, code, "client_id", "app", "client_secret", "s"), 400, "invalid_grant");
        assertThat(me(api, exchange(api, code, "client_id", "app", "code_verifier", VERIFIER)))
                .isEqualTo(25L);
    }

    @Test
    void deny_sends_the_client_away() {
        assertThat(answer("person", "25", "deny", "yes", "state", "7").header("Location"))
                .isEqualTo(BACK + "?error=access_denied&error_description=the%20person%20said%20no&state=7");
        assertThat(answer("person", "99", "allow", "yes").header("Location"))
                .isEqualTo(BACK + "?error=access_denied&error_description=the%20person%20said%20no");
        assertThat(answer("allow", "yes").header("Location"))
                .isEqualTo(BACK + "?error=access_denied&error_description=the%20person%20said%20no");
    }

    @Test
    void the_page_and_its_answer_are_checked_as_the_request_itself_is() {
        refused(browse("client_id", "app", "response_type", "code", "redirect_uri", "nowhere"), 400, "invalid_request");
        String form = form(
                "client_id", "app", "response_type", "code", "redirect_uri", "nowhere", "person", "38", "allow", "yes");
        refused(post(api, "/oauth/auth", form), 400, "invalid_request");
        refused(post(declared(), "/oauth/auth", form.replace("app", "other")), 400, "invalid_client");
    }

    @Test
    void a_browser_is_sent_on_at_once_where_the_options_say_so() {
        BasicOpsOptions other = BasicOpsOptions.DEFAULT;
        Api silent = new Api(new BasicOpsOptions(
                other.appUrl(),
                other.tokens(),
                other.clients(),
                true,
                other.wrapTimeEntries(),
                other.updateResponseLinks(),
                other.extraTaskStatuses(),
                other.strict(),
                other.fetchesPrivate(),
                other.mostFetched(),
                SignatureFormat.USUAL));

        assertThat(silent.send(
                                "GET",
                                "/oauth/auth?"
                                        + form("client_id", "app", "response_type", "code", "redirect_uri", BACK),
                                Headers.of("Accept", "text/html"),
                                new byte[0])
                        .header("Location"))
                .startsWith(BACK + "?code=");
    }

    /** An emulator that knows a confidential client, {@code app} with the secret {@code right}, and a public one. */
    private static Api declared() {
        BasicOpsOptions other = BasicOpsOptions.DEFAULT;
        return new Api(new BasicOpsOptions(
                other.appUrl(),
                other.tokens(),
                List.of(new OAuthClient("app", "right", BACK), new OAuthClient("phone", null, null)),
                other.asksNobody(),
                other.wrapTimeEntries(),
                other.updateResponseLinks(),
                other.extraTaskStatuses(),
                other.strict(),
                other.fetchesPrivate(),
                other.mostFetched(),
                SignatureFormat.USUAL));
    }

    private static Api.Answer ask(Api api, String... query) {
        return api.send("GET", "/oauth/auth?" + form(query), Headers.of("Accept", "*/*"), new byte[0]);
    }

    private Api.Answer browse(String... query) {
        return api.send(
                "GET",
                "/oauth/auth?" + form(query),
                Headers.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
                new byte[0]);
    }

    private Api.Answer answer(String... more) {
        return post(
                api,
                "/oauth/auth",
                form("client_id", "app", "response_type", "code", "redirect_uri", BACK) + "&" + form(more));
    }

    /** Asks for a code as a program does that is no browser. */
    private static String code(Api api, String... more) {
        Api.Answer answer = api.send(
                "GET",
                "/oauth/auth?" + form("response_type", "code", "redirect_uri", BACK) + "&" + form(more),
                new Headers(),
                new byte[0]);
        return sentBack(answer).first("code").orElseThrow();
    }

    private static Query sentBack(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(302);
        String location = answer.header("Location");
        return Query.parse(location.substring(location.indexOf('?') + 1));
    }

    private static Api.Answer exchange(Api api, String code, String... more) {
        return post(
                api,
                "/oauth/token",
                form("grant_type", "authorization_code", "code", code, "redirect_uri", BACK) + "&" + form(more));
    }

    private static Api.Answer refresh(Api api, Map<String, Object> tokens, String... more) {
        return post(
                api,
                "/oauth/token",
                form("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token")) + "&"
                        + form(more));
    }

    private static Api.Answer token(Api api, String... fields) {
        return post(api, "/oauth/token", form(fields));
    }

    private static Api.Answer post(Api api, String path, String form, String... headers) {
        return api.send(
                "POST",
                path,
                Headers.of(headers).add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                form.getBytes(UTF_8));
    }

    private static Object me(Api api, Api.Answer tokens) {
        return api.sendAs((String) tokens.body().get("access_token"), "GET", "/v1/user/me", "")
                .data()
                .get("id");
    }

    /** Asserts that this is an error in the shape of RFC 6749, and returns its description. */
    private static String refused(Api.Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body()).containsOnlyKeys("error", "error_description").containsEntry("error", error);
        return (String) answer.body().get("error_description");
    }

    private static String form(String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(namesAndValues[i])
                    .append('=')
                    .append(Percent.encode(namesAndValues[i + 1]));
        }
        return form.toString();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
