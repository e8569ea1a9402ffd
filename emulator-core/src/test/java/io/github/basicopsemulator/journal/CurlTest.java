package io.github.basicopsemulator.journal;

import static io.github.basicopsemulator.journal.Exchanges.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs commands of curl in a real shell, with a script in place of curl that writes down what it was given. */
class CurlTest {

    private static final Path SHELL = Path.of("/bin/sh");
    private static final String VISIBLE = "!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~";

    @Test
    void method_runs_nothing() throws Exception {
        RecordedExchange exchange = Exchanges.of("GET&touch${IFS}here&", "/v1/task", "", List.of(), new byte[0]);

        assertThat(run(exchange).arguments()).containsExactly("-g", "-X", exchange.method(), url("/v1/task"));
    }

    @Test
    void body_with_at_sign_reads_no_file() throws Exception {
        RecordedExchange exchange = Exchanges.of("POST", "/v1/task", "", json(), utf8("@/etc/hostname"));

        assertThat(run(exchange).arguments())
                .containsExactly(
                        "-g", url("/v1/task"), "-H", "Content-Type: application/json", "--data-raw", "@/etc/hostname");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line 1\nline 2\n\n", "-n %s %% \\n \\0 'quoted'\n", "tab\there", "C1 \u0085, bidi \u202e"})
    void body_with_control_characters_is_piped_exactly(String body) throws Exception {
        Run run = run(Exchanges.of("PUT", "/v1/task/1", "", json(), utf8(body)));

        assertThat(run.arguments()).endsWith("--data-binary", "@-").contains("-X", "PUT");
        assertThat(run.input()).isEqualTo(utf8(body));
    }

    @Test
    void binary_body_is_piped_exactly() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(run(Exchanges.of("POST", "/v1/upload", "", List.of(), all)).input())
                .isEqualTo(all);
    }

    @Test
    void url_is_not_expanded() throws Exception {
        Run run = run(Exchanges.of("GET", "/v1/task/[1-3]", "a={b,c}&d=[0-9]", List.of(), new byte[0]));

        assertThat(run.arguments()).containsExactly("-g", url("/v1/task/%5B1-3%5D?a=%7Bb,c%7D&d=%5B0-9%5D"));
    }

    @Test
    void path_with_dots_is_kept() throws Exception {
        Run run = run(Exchanges.of("GET", "/v1/../v2", "", List.of(), new byte[0]));

        assertThat(run.arguments()).containsExactly("-g", "--path-as-is", url("/v1/../v2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ohere", "@here", "file:///etc/hostname"})
    void base_without_http_is_no_option(String base) throws Exception {
        RecordedExchange get = Exchanges.of("GET", "/", "", List.of(), new byte[0]);
        RecordedExchange exchange = new RecordedExchange(
                1,
                1,
                get.at(),
                "GET",
                base,
                "/",
                "",
                null,
                null,
                List.of(),
                get.request(),
                200,
                List.of(),
                get.reply(),
                null,
                List.of(),
                null,
                false,
                1);

        assertThat(run(exchange).arguments()).containsExactly("-g", "http://" + base + "/");
    }

    @Test
    void head_does_not_wait_for_a_body() throws Exception {
        Run run = run(Exchanges.of("HEAD", "/v1/task", "", List.of(), utf8("ignored")));

        assertThat(run.arguments()).containsExactly("-g", "--head", url("/v1/task"));
    }

    @Test
    void header_reads_no_file_and_is_not_dropped() throws Exception {
        List<Map.Entry<String, String>> headers = List.of(
                Map.entry("@/etc/hostname", "value"),
                Map.entry("X-Empty", ""),
                Map.entry("X-Blank", " \t "),
                Map.entry("X-Lines", "one\r\nX-Injected: two"),
                Map.entry("X-At", "@/etc/hostname"));

        assertThat(run(Exchanges.of("GET", "/", "", headers, new byte[0])).arguments())
                .containsExactly(
                        "-g",
                        url("/"),
                        "-H",
                        "X-Empty;",
                        "-H",
                        "X-Blank;",
                        "-H",
                        "X-Lines: one  X-Injected: two",
                        "-H",
                        "X-At: @/etc/hostname");
    }

    @Test
    void body_without_type_is_not_called_a_form() throws Exception {
        assertThat(run(Exchanges.of("POST", "/", "", List.of(), utf8("a"))).arguments())
                .containsExactly("-g", url("/"), "-H", "Content-Type:", "--data-raw", "a");
    }

    @Property(tries = 100)
    void shell_passes_every_part_on_as_it_is(
            @ForAll("methods") String method,
            @ForAll("targets") String path,
            @ForAll("targets") String query,
            @ForAll("headers") List<Map.Entry<String, String>> headers,
            @ForAll("bodies") byte[] body)
            throws Exception {
        RecordedExchange exchange = Exchanges.of(method, "/" + path, query, headers, body);
        RecordedExchange shown = Redactor.exchange(exchange);

        Run run = run(exchange);

        List<String> expected = new ArrayList<>();
        boolean isPiped = run.arguments().contains("@-");
        for (Map.Entry<String, String> header : shown.requestHeaders()) {
            String value =
                    header.getValue().replaceAll("[\\x00-\\x1F\\x7F]", " ").strip();
            expected.add(header.getKey() + (value.isEmpty() ? ";" : ": " + value));
        }
        boolean isTyped = headers.stream().anyMatch(header -> header.getKey().equals("Content-Type"));
        if (body.length > 0 && !isTyped && !method.equals("HEAD")) {
            expected.add("Content-Type:");
        }
        assertThat(run.valuesOf("-H")).isEqualTo(expected);
        assertThat(run.valuesOf("-X")).isSubsetOf(method);
        if (body.length > 0 && !method.equals("HEAD")) {
            byte[] sent =
                    isPiped ? run.input() : utf8(run.valuesOf("--data-raw").get(0));
            assertThat(sent).isEqualTo(shown.request().bytes());
        }
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.oneOf(
                Arbitraries.of("GET", "POST", "HEAD", "PATCH"),
                Arbitraries.strings()
                        .withChars("AZaz09!#$%&'*+-.^_`|~")
                        .ofMinLength(1)
                        .ofMaxLength(12));
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.strings()
                .withChars(VISIBLE)
                .withChars('\u00e9', '\u202e')
                .ofMaxLength(30);
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> headers() {
        Arbitrary<String> values = Arbitraries.strings()
                .withChars(VISIBLE)
                .withChars(' ', '\t', '\r', '\n', '\u0085', '\u202e', '\u20ac')
                .ofMaxLength(20);
        Arbitrary<Map.Entry<String, String>> headers = Combinators.combine(
                        Arbitraries.of("Content-Type", "Accept", "Authorization"), values)
                .as(Map::entry);
        return headers.list().ofMaxSize(1);
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                Arbitraries.strings()
                        .withChars(VISIBLE)
                        .withChars(' ', '\t', '\n', '\u0085', '\u202e', '\u20ac')
                        .ofMaxLength(40)
                        .map(text -> text.getBytes(UTF_8)),
                Arbitraries.of("@/etc/hostname", "-", "--", "-n", "%s", "\\c").map(text -> text.getBytes(UTF_8)));
    }

    private static List<Map.Entry<String, String>> json() {
        return List.of(Map.entry("Content-Type", "application/json"));
    }

    private static String url(String target) {
        return "http://127.0.0.1:8080" + target;
    }

    /** The arguments of curl and its standard input. */
    private record Run(List<String> arguments, byte[] input) {

        List<String> valuesOf(String option) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i + 1 < arguments.size(); i++) {
                if (arguments.get(i).equals(option)) {
                    values.add(arguments.get(i + 1));
                }
            }
            return values;
        }
    }

    /** Also checks that the command leaves no other file behind. */
    private static Run run(RecordedExchange exchange) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SHELL), "there is no " + SHELL + " here, so commands of curl are not run");
        Path folder = Files.createTempDirectory("curl");
        try {
            Path curl = Files.writeString(
                    folder.resolve("curl"), "#!/bin/sh\nprintf '%s\\0' \"$@\" > arguments\ncat > input\n");
            assertThat(curl.toFile().setExecutable(true)).isTrue();
            ProcessBuilder shell = new ProcessBuilder(SHELL.toString(), "-c", Curl.write(exchange) + "\ntrue", "sh")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile());
            shell.environment().put("PATH", folder + ":" + System.getenv("PATH"));
            Process process = shell.start();
            assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                    .isEmpty();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("curl", "arguments", "input");
            }
            String arguments = Files.readString(folder.resolve("arguments"), UTF_8);
            return new Run(Arrays.asList(arguments.split("\0")), Files.readAllBytes(folder.resolve("input")));
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
