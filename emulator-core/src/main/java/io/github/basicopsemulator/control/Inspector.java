package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The inspector: a page with scripts and styles, read on demand. */
final class Inspector extends Resource {

    private static final String PAGE = "index.html";
    private static final int TAG_BYTES = 12;

    /** Allows scripts and connections of the inspector's own origin alone, and no frames around it. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    Inspector() {
        super(Fields.of(new Kind("inspector")));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                page(
                        "/_emulator",
                        call -> Response.empty(302).with("Location", "_emulator/"),
                        "Leads to the inspector."),
                page("/_emulator/", call -> file(PAGE, call), "Shows the inspector, a page to look into a workspace."),
                page(
                        "/_emulator/inspector/{file}",
                        call -> file(call.parameter("file"), call),
                        "Serves the scripts and styles of the inspector."));
    }

    private static Route page(String path, Function<Call, Response> action, String tells) {
        return Route.get(path, action).answering(ResponseSpec.FILE).documented("", tells);
    }

    private static Response file(String name, Call call) {
        byte[] content = content(name);
        String tag = tag(content);
        Optional<String> known = call.request().headers().first("If-None-Match");
        return new Response(known.equals(Optional.of(tag)) ? 304 : 200, headers(name, tag), content);
    }

    private static byte[] content(String name) {
        // A name with a slash in it could lead elsewhere.
        boolean plain = name.matches("[a-z]+\\.[a-z]+") && TYPES.containsKey(ending(name));
        try (InputStream in = plain ? Inspector.class.getResourceAsStream("inspector/" + name) : null) {
            if (in == null) {
                throw Problem.noSuchPath("The inspector has no file " + name + "; its page is /_emulator/.");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Makes browsers revalidate by a tag: pages of another build may have the same names. */
    private static Headers headers(String name, String tag) {
        return Headers.of(
                "Content-Type", String.valueOf(TYPES.get(ending(name))),
                "Content-Security-Policy", POLICY,
                "X-Content-Type-Options", "nosniff",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Referrer-Policy", "no-referrer",
                "Cache-Control", "no-cache",
                "ETag", tag);
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
