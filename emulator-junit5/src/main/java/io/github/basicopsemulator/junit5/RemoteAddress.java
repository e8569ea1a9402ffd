package io.github.basicopsemulator.junit5;

import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The address of the running emulator for the tests, with its access token. Configuration of the test run overrides the
 * environment, which overrides the annotation.
 *
 * @param url without a slash at its end
 * @param said its source, for messages
 * @param token the control token, or null without one
 * @param patience the timeout for its start
 */
record RemoteAddress(URI url, String said, @Nullable String token, Duration patience) {

    static final String URL = "basicops.emulator.url";
    static final String TOKEN = "basicops.emulator.control-token";
    static final String PATIENCE = "basicops.emulator.patience";

    /** In place of a URL: run in this JVM, and ignore the annotation. */
    static final String IN_PROCESS = "in-process";

    private static final String WANTED = "is to be the address of an emulator, such as \"http://emulator:8080\"";

    /** Finds where a class's tests are aimed at; nowhere when they run in this JVM. */
    static Optional<RemoteAddress> of(ExtensionContext context) {
        return of(context.getRequiredTestClass(), new ConfigLookup(context::getConfigurationParameter, System::getenv));
    }

    static Optional<RemoteAddress> of(Class<?> testClass, ConfigLookup word) {
        return word.of(URL)
                .or(() -> annotated(testClass))
                .filter(url -> !url.written().equals(IN_PROCESS))
                .map(url -> new RemoteAddress(
                        read(url),
                        url.name() + " in " + url.where(),
                        word.of(TOKEN).map(Attribute::written).orElse(null),
                        word.of(PATIENCE).map(Attribute::duration).orElse(Duration.ofSeconds(30))));
    }

    /** The outermost class says it, since those nested in it begin with its workspace. */
    private static Optional<Attribute> annotated(Class<?> testClass) {
        List<Attribute> urls = Stream.<Class<?>>iterate(testClass, each -> each != null, RemoteAddress::outer)
                .flatMap(each -> AnnotationSupport.findAnnotation(each, BasicOpsEmulator.class)
                        .map(said -> new Attribute("url", said.url(), "@BasicOpsEmulator of " + each.getName()))
                        .stream())
                .toList();
        if (urls.isEmpty()) {
            return Optional.empty();
        }
        Attribute outermost = urls.get(urls.size() - 1);
        for (Attribute url : urls) {
            if (url.isGiven() && !url.written().equals(outermost.written())) {
                throw url.refused("is to be that of the class around, with whose workspace a nested one begins: \""
                        + outermost.written() + "\"");
            }
        }
        return Optional.of(outermost).filter(Attribute::isGiven);
    }

    private static @Nullable Class<?> outer(Class<?> inner) {
        return Modifier.isStatic(inner.getModifiers()) ? null : inner.getEnclosingClass();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return url + " (" + said + ")";
    }

    private static URI read(Attribute url) {
        URI uri = parsed(url);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getRawAuthority() == null) {
            throw url.refused(WANTED);
        }
        if (uri.getHost() == null) {
            throw url.refused(WANTED + " and with a host name that Java takes, which has no underscore");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw url.refused(WANTED + " with no user, query or fragment");
        }
        if (uri.getRawPath().matches(".*/w/[^/]+")) {
            throw url.refused(WANTED + " and not that of one of its workspaces, since tests make their own");
        }
        return uri;
    }

    private static URI parsed(Attribute url) {
        try {
            return URI.create(url.written().replaceFirst("(?<!/)/++$", ""));
        } catch (IllegalArgumentException noUrl) {
            throw url.refused(WANTED);
        }
    }

    /** The settings besides the annotation; blank values are ignored. */
    record ConfigLookup(Function<String, Optional<String>> run, Function<String, @Nullable String> environment) {

        Optional<Attribute> of(String name) {
            String variable = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
            return given(name, run.apply(name), "this test run")
                    .or(() -> given(variable, Optional.ofNullable(environment.apply(variable)), "the environment"));
        }

        private static Optional<Attribute> given(String name, Optional<String> written, String where) {
            return written.map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .map(value -> new Attribute(name, value, where));
        }
    }
}
