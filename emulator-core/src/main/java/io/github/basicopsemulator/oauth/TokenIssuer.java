package io.github.basicopsemulator.oauth;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.store.Entities;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens of a surface, and the people that they belong to. */
public interface TokenIssuer {

    /** The people who can let a client in: their ids and names, in order; the first is asked by default. */
    Map<Long, String> people(Entities entities);

    /** Issues an access token and a refresh token, and returns the body of the response. */
    Map<String, @Nullable Object> issue(long user, String client, Call call);

    /** Issues new tokens for a refresh token, which is then used up; null if it is not a token of this client. */
    @Nullable
    Map<String, @Nullable Object> renew(String refreshToken, String client, Call call);
}
