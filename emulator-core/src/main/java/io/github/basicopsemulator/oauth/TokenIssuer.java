package io.github.basicopsemulator.oauth;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.store.Entities;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a surface does about tokens and the people they are for. */
public interface TokenIssuer {

    /** The people who can let a client in: their ids and names, in order; the first is asked by default. */
    Map<Long, String> people(Entities entities);

    /** Issues an access token and a refresh token, and returns what the client is told. */
    Map<String, @Nullable Object> issue(long user, String client, Call call);

    /** Issues new tokens in place of a refresh token, which is then spent; null where that is none of this client's. */
    @Nullable
    Map<String, @Nullable Object> renew(String refreshToken, String client, Call call);
}
