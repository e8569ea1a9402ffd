package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.engine.HttpDate;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Conditional requests: ETags and the time of the last change. */
final class ConditionalRequests {

    private ConditionalRequests() {}

    /** Adds an ETag (MD5 of the body) to successful responses; answers 304 if the client has it. */
    static Response answer(Response reply, Request request, Instant now) {
        if (reply.status() >= 300 || reply.status() == 204) {
            return reply.with("Cache-Control", "no-cache");
        }
        reply.with("ETag", "\"" + md5(reply.body()) + "\"")
                .with("Cache-Control", "max-age=0, private, must-revalidate");
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        return read && isSeen(reply, request, now) ? reply.with(304) : reply;
    }

    /** Returns the newest timestamp in a response, nested records included. */
    static String lastModified(Map<String, @Nullable Object> shown) {
        return HttpDate.write(moments(shown).max(Instant::compareTo).orElse(Instant.EPOCH));
    }

    private static Stream<Instant> moments(@Nullable Object shown) {
        if (shown instanceof Collection<?> list) {
            return list.stream().flatMap(ConditionalRequests::moments);
        }
        if (!(shown instanceof Map<?, ?> object)) {
            return Stream.empty();
        }
        Stream<Instant> own =
                object.get("updated_at") instanceof String moment ? Stream.of(Instant.parse(moment)) : Stream.empty();
        return Stream.concat(own, object.values().stream().flatMap(ConditionalRequests::moments));
    }

    /**
     * Returns true if the client has the response already. An ETag decides alone; a date has whole seconds, so the
     * current second does not count.
     */
    private static boolean isSeen(Response reply, Request request, Instant now) {
        String tags = request.headers().first("If-None-Match").orElse(null);
        String tag = reply.headers().first("ETag").orElse("");
        if (tags != null) {
            return Stream.of(tags.split(","))
                    .map(sent -> sent.strip().replaceFirst("^W/", ""))
                    .anyMatch(sent -> sent.equals(tag) || sent.equals("*"));
        }
        Instant seen =
                HttpDate.read(request.headers().first("If-Modified-Since").orElse(""));
        Instant modified = HttpDate.read(reply.headers().first("Last-Modified").orElse(""));
        return seen != null
                && modified != null
                && !modified.isAfter(seen)
                && now.truncatedTo(ChronoUnit.SECONDS).isAfter(modified);
    }

    private static String md5(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(Objects.toString(impossible.getMessage()), impossible);
        }
    }
}
